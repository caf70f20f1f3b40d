"""What comes of an event."""
