"""The zone of a time, in words."""

from datetime import datetime


def zone_words(moment: datetime) -> str:
    """The zone of a moment for somebody who reads it abroad: "London time", else its short name."""
    area, _, city = getattr(moment.tzinfo, "key", "").rpartition("/")
    return f"{city.replace('_', ' ')} time" if area else (moment.tzname() or "UTC")
