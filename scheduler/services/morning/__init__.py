"""The morning of the event."""
