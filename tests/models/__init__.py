"""The tables and what becomes of them when they change."""
