"""A list of people against those signed up already: whom to add, update or leave out, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scheduler.domain.people.email_addresses import email_key
from scheduler.domain.people.import_line import FileLine
from scheduler.domain.people.import_rows import ListRules, PersonDraft, ReadRow, read_row
from scheduler.domain.people.names import name_key
from scheduler.domain.people.organisations import organisation_key


class ImportAction(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    UPDATE = "update"
    SKIP = "skip"
    FAULT = "fault"

    @property
    def leaves_out(self) -> bool:
        """Whether the row is not used."""
        return self in (ImportAction.SKIP, ImportAction.FAULT)


@dataclass(frozen=True, slots=True)
class KnownAttendee:
    """Somebody who is signed up for the event already."""

    id: int
    name: str
    organisation: str
    email: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the organiser decided about people who occur twice.

    ``update_existing``: rows for people already signed up update them (else they are skipped).
    ``keep_last``: of two rows for one person the later one counts (else the first).
    ``shared_addresses``: two names under one address are two people who share a mailbox.
    """

    update_existing: bool = True
    keep_last: bool = False
    shared_addresses: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one row. ``target`` is the id of the person to update."""

    row: ReadRow
    action: ImportAction
    reason: str = ""
    target: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Seen:
    """Rows taken so far, by every key under which a later row could be the same person."""

    rows: dict[tuple[str, ...], int] = field(default_factory=dict)


def read_list(
    rows: Iterable[FileLine], mapping: Mapping[str, int], width: int, rules: ListRules
) -> list[ReadRow]:
    """Read every row below the headings; no row is lost, and none stops another."""
    return [read_row(row, mapping, width, rules) for row in rows]


def decide(
    rows: Sequence[ReadRow], known: Iterable[KnownAttendee], choices: ImportChoices
) -> list[Decision]:
    """Return what becomes of each row, in the order of the list."""
    existing = _Existing(known)
    order = list(reversed(rows)) if choices.keep_last else list(rows)
    seen = _Seen()
    decided = {id(row): _decide(row, existing, choices, seen) for row in order}
    return [decided[id(row)] for row in rows]


def person_key(name: str, organisation: str) -> tuple[str, str]:
    """Return the key under which two spellings of one person of one organisation are equal."""
    return name_key(name), organisation_key(organisation)


class _Existing:
    """The people signed up already, found by address or by name and organisation."""

    def __init__(self, known: Iterable[KnownAttendee]) -> None:
        self._by_address: dict[str, list[KnownAttendee]] = {}
        self._by_person: dict[tuple[str, str], list[KnownAttendee]] = {}
        for person in known:
            if person.email:
                self._by_address.setdefault(email_key(person.email), []).append(person)
            key = person_key(person.name, person.organisation)
            self._by_person.setdefault(key, []).append(person)

    def same_address(self, draft: PersonDraft) -> list[KnownAttendee]:
        return self._by_address.get(email_key(draft.email), []) if draft.email else []

    def same_person(self, draft: PersonDraft) -> list[KnownAttendee]:
        return self._by_person.get(person_key(draft.name, draft.organisation), [])


def _decide(row: ReadRow, existing: _Existing, choices: ImportChoices, seen: _Seen) -> Decision:
    if row.ignored:
        return Decision(row, ImportAction.SKIP, row.ignored)
    if row.draft is None:
        return Decision(row, ImportAction.FAULT, " ".join(fault.sentence for fault in row.faults))
    if reason := _repeats(row, row.draft, choices, seen):
        return Decision(row, ImportAction.SKIP, reason)
    return _against_existing(row, row.draft, existing, choices)


def _repeats(row: ReadRow, draft: PersonDraft, choices: ImportChoices, seen: _Seen) -> str:
    name = name_key(draft.name)
    keys: list[tuple[str, ...]] = []
    if draft.email:
        address = email_key(draft.email)
        keys.append(
            ("address", address, name) if choices.shared_addresses else ("address", address)
        )
    else:
        keys.append(("person", *person_key(draft.name, draft.organisation)))
    for key in keys:
        if key in seen.rows:
            what = "address" if key[0] == "address" else "person"
            return f"The same {what} is on line {seen.rows[key]}, which is used."
        seen.rows[key] = row.line
    return ""


def _against_existing(
    row: ReadRow, draft: PersonDraft, existing: _Existing, choices: ImportChoices
) -> Decision:
    found, note = _match(draft, existing, choices)
    notes = (*row.notes, *((note,) if note else ()))
    if found is None:
        return Decision(row, ImportAction.ADD, notes=notes)
    if found.cancelled:
        return Decision(
            row,
            ImportAction.SKIP,
            "They are signed up but cancelled: restore them on their own page.",
            found.id,
        )
    if not choices.update_existing:
        return Decision(row, ImportAction.SKIP, "They are signed up already.", found.id)
    return Decision(row, ImportAction.UPDATE, target=found.id, notes=notes)


def _match(
    draft: PersonDraft, existing: _Existing, choices: ImportChoices
) -> tuple[KnownAttendee | None, str]:
    """The person the row is about, if signed up; and a note where that is not certain."""
    neighbours = existing.same_address(draft)
    same_name = [p for p in neighbours if name_key(p.name) == name_key(draft.name)]
    if same_name:
        return same_name[0], ""
    if neighbours and not choices.shared_addresses:
        return neighbours[0], f"Signed up under this address as {neighbours[0].name}."
    namesakes = existing.same_person(draft)
    unaddressed = [p for p in namesakes if not p.email or not draft.email]
    if unaddressed:
        return unaddressed[0], ""
    if namesakes:
        return None, "Somebody of this name and organisation is signed up under another address."
    return None, ""
