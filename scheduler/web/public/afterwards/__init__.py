"""The public pages: afterwards."""
