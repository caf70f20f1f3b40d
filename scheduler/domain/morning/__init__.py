"""Facts and rules of the morning itself."""
