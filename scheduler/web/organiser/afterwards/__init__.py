"""The organiser's pages: afterwards."""
