"""What moving people by hand does to a plan, worked out without measuring the whole of it."""
