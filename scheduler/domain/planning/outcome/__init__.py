"""What a search found besides the rounds: what limits them, or why there are none."""
