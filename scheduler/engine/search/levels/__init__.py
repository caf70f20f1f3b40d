"""The levels below the pairs: fairness, repeats, affinity and seats kept."""
