"""Lists of people and plans, read and written."""
