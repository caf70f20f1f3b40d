"""What the form asks and what people answered: questions of organisers, values of all fields."""
