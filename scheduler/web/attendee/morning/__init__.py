"""The attendee's pages: morning."""
