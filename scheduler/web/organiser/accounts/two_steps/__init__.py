"""Pages of two-step sign-in."""
