"""The organiser's pages: planning."""
