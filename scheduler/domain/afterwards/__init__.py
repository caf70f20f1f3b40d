"""Facts and rules of what came of an event."""
