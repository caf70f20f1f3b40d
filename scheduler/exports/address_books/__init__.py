"""Cards of people for address books."""
