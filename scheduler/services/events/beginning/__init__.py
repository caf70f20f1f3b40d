"""New events: set up from nothing, or as the next of a series."""
