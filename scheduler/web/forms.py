"""What the forms of every audience share."""


def strip(value: str | None) -> str | None:
    """Drop white space around what was typed (a wtforms filter)."""
    return value.strip() if value else value
