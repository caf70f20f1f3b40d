"""Two-step sign-in: its ways, what stands in for them, and who helps."""
