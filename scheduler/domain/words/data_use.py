"""What happens with what people tell: who sees which field and what for, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scheduler.domain.english import listed
from scheduler.domain.people.fields import IDENTITY
from scheduler.domain.people.questions.description import FormPart, PersonField, Reader
from scheduler.domain.privacy.retention import NAMES, NEEDS

STAYS: Final = ("organisation", "sector")
"""What the figures of a series are made of."""


@dataclass(frozen=True, slots=True)
class DataUse:
    """One field as the page on what happens with the data has it."""

    name: str
    label: str
    purpose: str
    seen: str
    kept: str


def data_uses(fields: Iterable[PersonField]) -> list[DataUse]:
    """Return the fields with what they are for and who sees them beside the person."""
    return [
        DataUse(
            field.name,
            field.asked.label if field.asked else field.label,
            field.purpose,
            _seen(field.seen),
            _kept(field),
        )
        for field in fields
    ]


def seen_by(fields: Iterable[PersonField], reader: Reader) -> str:
    """The fields of a public form that a reader sees, as a list in words; "" for none."""
    asked = [field for field in fields if field.asked and reader in field.seen]
    if reader is Reader.EVERYBODY:
        return listed([field.label.lower() for field in asked])
    return listed([f"“{field.asked.label}”" for field in asked if field.asked])


def kept_words(days: int | None) -> str:
    """How long something is kept, as people read it; None: as long as names are."""
    if days is None:
        return f"{NAMES.days // 365} years after {NAMES.after}"
    return "the day after the event" if days == 1 else f"{days} days after the event"


def _kept(field: PersonField) -> str:
    if field.name in STAYS or not (field.told or field.name in IDENTITY):
        return "Stays without your name, because figures are made of it."
    needs = field.entered is not None and field.entered.part is FormPart.NEEDS
    return f"Kept until {kept_words(NEEDS.days if needs else field.kept_days)}."


def _seen(readers: tuple[Reader, ...]) -> str:
    if Reader.EVERYBODY in readers:
        return Reader.EVERYBODY.words
    # Organisers see everything, whoever else does.
    return listed([one.words for one in Reader if one in {Reader.ORGANISERS, *readers}])
