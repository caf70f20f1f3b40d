"""For an attendee with their personal link."""
