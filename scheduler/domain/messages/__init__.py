"""What calendar entries and the links in messages are made from."""
