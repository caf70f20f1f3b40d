"""What happens with what people tell: who sees which field and what for, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scheduler.domain.english import listed
from scheduler.domain.languages import gettext, ngettext
from scheduler.domain.people.fields import IDENTITY, in_language_spoken
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
        for field in map(in_language_spoken, fields)
    ]


def treated_alike(uses: Iterable[DataUse]) -> list[list[DataUse]]:
    """The fields in groups of which each is seen by the same and kept as long, as they come."""
    groups: dict[tuple[str, str], list[DataUse]] = {}
    for use in uses:
        groups.setdefault((use.seen, use.kept), []).append(use)
    return list(groups.values())


def seen_by(fields: Iterable[PersonField], reader: Reader) -> str:
    """The fields of a public form that a reader sees, as a list in words; "" for none."""
    asked = [in_language_spoken(field) for field in fields if field.asked and reader in field.seen]
    if reader is Reader.EVERYBODY:
        return listed([field.label.lower() for field in asked])
    return listed([f"“{field.asked.label}”" for field in asked if field.asked])


def kept_words(days: int | None) -> str:
    """How long something is kept, as people read it; None: as long as names are."""
    if days is None:
        years = NAMES.days // 365
        return ngettext(
            "%(number)s year after the last event of its series",
            "%(number)s years after the last event of its series",
            years,
        )
    return ngettext("the day after the event", "%(number)s days after the event", days)


def _kept(field: PersonField) -> str:
    if field.name in STAYS or not (field.told or field.name in IDENTITY):
        return gettext("Stays without your name, because figures are made of it.")
    needs = field.entered is not None and field.entered.part is FormPart.NEEDS
    until = kept_words(NEEDS.days if needs else field.kept_days)
    return gettext("Kept until %(moment)s.", moment=until)


def _seen(readers: tuple[Reader, ...]) -> str:
    if Reader.EVERYBODY in readers:
        return Reader.EVERYBODY.words
    # Organisers see everything, whoever else does.
    return listed([one.words for one in Reader if one in {Reader.ORGANISERS, *readers}])
