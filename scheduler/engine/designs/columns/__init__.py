"""Sectors in columns that move as one: layouts (D1), shifts (D2, D3) and paths (D6)."""
