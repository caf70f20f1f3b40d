"""The organiser's pages: an event's overview."""
