"""The attendee's pages: afterwards."""
