"""Making a design fairer without losing a pair: covers and walks (D9)."""
