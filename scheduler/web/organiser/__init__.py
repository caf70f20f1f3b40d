"""For members of an organising body."""
