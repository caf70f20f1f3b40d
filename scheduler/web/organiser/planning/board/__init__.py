"""The seating board: one round of a draft, changed by hand."""
