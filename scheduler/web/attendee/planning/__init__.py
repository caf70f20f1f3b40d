"""The attendee's pages: planning."""
