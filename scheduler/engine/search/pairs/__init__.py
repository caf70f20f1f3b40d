"""The search for cross-sector pairs, the first level."""
