"""The papers that show who sits where, as parts of a print."""
