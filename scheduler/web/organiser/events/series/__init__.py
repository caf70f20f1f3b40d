"""The organiser's pages: a series of events, and the next of them."""
