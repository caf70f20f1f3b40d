"""Making a design fairer without losing a pair: exchanges (D8), covers and walks (D9)."""
