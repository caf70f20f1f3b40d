"""The search for a plan that keeps every rule, where the search for pairs finds none."""
