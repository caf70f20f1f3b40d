"""Owners and organising bodies."""
