"""The organiser's pages: morning."""
