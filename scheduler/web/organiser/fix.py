"""A link to the page that mends something."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from scheduler.models import Event


@dataclass(frozen=True, slots=True)
class Fix:
    """The words of the link, and the view it leads to with the values that it takes."""

    words: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def link(self, event: Event) -> tuple[str, str]:
        """The words and the address."""
        return self.words, url_for(self.endpoint, event_id=event.id, **self.values)
