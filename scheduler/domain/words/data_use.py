"""What happens with what people tell: who sees which field and what for, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.english import listed
from scheduler.domain.people.questions.description import PersonField, Reader


@dataclass(frozen=True, slots=True)
class DataUse:
    """One field as the page on what happens with the data has it."""

    name: str
    label: str
    purpose: str
    seen: str


def data_uses(fields: Iterable[PersonField]) -> list[DataUse]:
    """Return the fields with what they are for and who sees them beside the person."""
    return [
        DataUse(
            field.name,
            field.asked.label if field.asked else field.label,
            field.purpose,
            _seen(field.seen),
        )
        for field in fields
    ]


def seen_by(fields: Iterable[PersonField], reader: Reader) -> str:
    """The fields of a public form that a reader sees, as a list in words; "" for none."""
    asked = [field for field in fields if field.asked and reader in field.seen]
    if reader is Reader.EVERYBODY:
        return listed([field.label.lower() for field in asked])
    return listed([f"“{field.asked.label}”" for field in asked if field.asked])


def _seen(readers: tuple[Reader, ...]) -> str:
    if Reader.EVERYBODY in readers:
        return Reader.EVERYBODY.words
    # Organisers see everything, whoever else does.
    return listed([one.words for one in Reader if one in {Reader.ORGANISERS, *readers}])
