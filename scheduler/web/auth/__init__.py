"""Signing in and out, resetting a password, and the first owner's set-up."""
