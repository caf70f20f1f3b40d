"""What an organiser does about the personal data that is kept: show, erase, let go in time."""
