"""What a run of breakfasts comes to, counted."""
