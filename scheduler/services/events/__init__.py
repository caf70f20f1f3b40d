"""Setting an event up, changing it, calling it off."""
