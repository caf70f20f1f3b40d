"""Signing up, places and the waiting list."""
