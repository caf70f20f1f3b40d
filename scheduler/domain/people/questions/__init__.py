"""What is asked of a person: the kinds of fields, who sees them, and values as typed."""
