"""The fields of a person in forms that several audiences share."""
