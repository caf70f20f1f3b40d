"""Ceilings: proven numbers that no plan can pass, and floors that none can go below."""
