"""Compiled loops over all five levels at once."""
