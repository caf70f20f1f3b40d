"""Facts and rules of the rounds."""
