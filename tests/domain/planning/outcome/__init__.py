"""Pairs who should meet although nobody wished for it."""
