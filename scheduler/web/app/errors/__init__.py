"""What is answered when something is wrong: a page, or JSON for programs."""
