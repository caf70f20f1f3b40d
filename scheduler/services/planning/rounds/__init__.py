"""The published rounds as they are followed: the clock, what each person sees, who was told."""
