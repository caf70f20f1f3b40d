"""A problem as arrays, and seatings of it: what every search reads and writes."""
