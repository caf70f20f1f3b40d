"""Email, calendars and feeds."""
