"""The attendee's pages: registration."""
