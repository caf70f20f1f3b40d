"""Pairs who should meet although nobody wished for it: whom, and how many of them do."""
