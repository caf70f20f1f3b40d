"""For anybody with an event's public link."""
