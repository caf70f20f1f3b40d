"""What the pages of the morning share: the desk, and answers from memory."""
