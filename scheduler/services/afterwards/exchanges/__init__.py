"""Placements and exchanges: open offers and asks, pairs of them, and what the two said."""
