"""Accounts and where they are signed in."""
