"""What an attendee may agree to: each thing by itself, none needed for taking part."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scheduler.domain.languages import gettext, marked


@dataclass(frozen=True, slots=True)
class ConsentKind:
    """One thing to agree to. ``wording`` names the organising body as ``{body}``."""

    key: str
    wording: str

    def words(self, body: str) -> str:
        """The sentence that the attendee sees, and that is kept with their consent."""
        return gettext(self.wording).replace("{body}", body)


KINDS: Final = (
    ConsentKind(
        "keep_in_touch",
        marked(
            "After the event, give my email address to people I met there, "
            "if they have agreed to give me theirs."
        ),
    ),
    ConsentKind("future_events", marked("{body} may email me about future events like this one.")),
)


def chosen_kinds(keys: Iterable[str]) -> tuple[ConsentKind, ...]:
    """Return the kinds among ``keys`` in the order of the form; unknown keys are passed over."""
    wanted = set(keys)
    return tuple(kind for kind in KINDS if kind.key in wanted)
