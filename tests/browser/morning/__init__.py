"""The morning in browsers."""
