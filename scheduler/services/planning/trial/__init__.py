"""Rounds for a list that somebody tries without an account: nothing of it is stored."""
