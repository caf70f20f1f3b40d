"""The two buttons where attendees are asked whether they take part in something."""

from enum import StrEnum


class AskedButton(StrEnum):
    """Yes, or not now; both may be pressed again later."""

    YES = "yes"
    NOT_NOW = "not-now"
