"""Public pages: registration."""
