"""The organiser's pages: paper."""
