"""Where people take part: what they find there, and where they join online."""
