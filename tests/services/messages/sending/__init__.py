"""Emails on their way: the outbox, its claims, the mail server."""
