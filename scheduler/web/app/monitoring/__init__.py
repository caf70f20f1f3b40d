"""What others watch this server by."""
