"""What the forms and views of every audience share."""
