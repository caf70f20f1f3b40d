"""Lists of people that are read, shown, imported, and taken back."""
