"""The people of an event: one, several, lists, imports."""
