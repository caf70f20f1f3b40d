"""The settings, and where what is written may be read."""
