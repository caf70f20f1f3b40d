"""What organisers decide about signing up: what the form asks."""
