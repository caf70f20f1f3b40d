"""A draft changed by hand: moves, locks, undo and redo, and improving the rest."""
