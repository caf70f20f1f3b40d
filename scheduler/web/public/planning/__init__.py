"""Public pages about planning: trying a list without an account."""
