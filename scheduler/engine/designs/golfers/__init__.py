"""Schedules in which nobody meets twice, everybody a sector of their own (D4, D5, D10)."""
