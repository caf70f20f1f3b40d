"""Whether the rules can be kept at all: proofs that they cannot, and plans that keep them."""
