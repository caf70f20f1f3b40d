"""What reads single settings."""
