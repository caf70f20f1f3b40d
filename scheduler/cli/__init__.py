"""The ``flask …`` commands: an entrance beside the web."""
