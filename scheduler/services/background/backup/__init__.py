"""One file with everything an installation keeps, and how it is restored."""
