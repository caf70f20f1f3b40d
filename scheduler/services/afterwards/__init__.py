"""What came of an event, for its organiser and its partners."""
