"""The organiser's pages: events."""
