"""The organiser's pages: messages."""
