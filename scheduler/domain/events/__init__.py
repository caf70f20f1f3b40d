"""Facts and rules of events: agenda, sectors, state, what a new event begins with."""
