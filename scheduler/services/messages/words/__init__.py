"""The words of emails."""
