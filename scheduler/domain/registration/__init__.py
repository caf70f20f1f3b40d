"""Facts and rules of signing up."""
