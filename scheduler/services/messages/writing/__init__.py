"""What organisers write: messages to groups, reminders, and the event's own words of emails."""
