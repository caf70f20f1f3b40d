"""The web server: its processes, and what each of them does."""
