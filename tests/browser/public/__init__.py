"""Public pages in a browser."""
