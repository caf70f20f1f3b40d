"""What a desk does beyond noting who is there."""
