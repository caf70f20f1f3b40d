"""The organiser's pages: an event's agenda and sectors."""
