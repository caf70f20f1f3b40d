"""The attendee's pages: messages."""
