"""Rules of the organiser: between two people, and between groups."""
