"""The organiser's pages: people."""
