"""Facts and rules about people and lists of people."""
