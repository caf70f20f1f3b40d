"""The organiser's pages: privacy."""
