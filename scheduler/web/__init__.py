"""The web: one folder per audience, and the application factory."""
