"""The organiser's pages: accounts."""
