"""A plan as paper shows it."""
