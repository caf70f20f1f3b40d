"""What an organiser does about the personal data that is kept: show, erase, delete in time."""
