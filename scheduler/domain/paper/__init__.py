"""What printed sheets are made from."""
