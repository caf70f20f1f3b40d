"""What pages about accounts share."""
