"""One row of a list of people: what it says, and what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from scheduler.domain.english import listed
from scheduler.domain.events.sectors import match_sector, sector_key
from scheduler.domain.people.email_addresses import is_address, tidy_address
from scheduler.domain.people.fields import LONGEST, OTHERS
from scheduler.domain.people.import_headings import FIELDS
from scheduler.domain.people.import_line import FileLine, doubts_about, first_cell, not_a_person
from scheduler.domain.people.import_states import ASK, LEAVE, WAIT, decided
from scheduler.domain.people.names import as_name, is_hardly_a_name, is_punctuation, whole_name
from scheduler.domain.people.questions.description import Kind, PersonField, Value
from scheduler.domain.people.questions.values import LONGEST_ITEM, tidied
from scheduler.domain.text import one_line, paragraph

MOST_TABLES: Final = 500
_PARTS = ("name", "first_name", "last_name")
_YES = frozenset(("yes", "y", "true", "1", "x", "✓", "any"))
_NO = frozenset(("", "no", "n", "false", "0", "none", "-"))
_ERROR_VALUE = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|[A-Z_/]+[!?])")


@dataclass(frozen=True, slots=True)
class ListRules:
    """What a row is read against.

    ``sector_answers`` gives, for the key of a sector the event does not know, the sector the
    organiser chose ("" for none); ``state_answers`` for that of a state a key of MEANINGS.
    ``leave_hidden``: rows that are hidden in a workbook are left out. ``questions``: the fields
    that the event has beside the usual ones. ``headed_state``: the state of whoever has anything in
    the column of states, "" where the cells say it.
    """

    sectors: tuple[str, ...]
    rounds: int
    sector_answers: Mapping[str, str] = field(default_factory=dict)
    state_answers: Mapping[str, str] = field(default_factory=dict)
    leave_hidden: bool = False
    questions: tuple[PersonField, ...] = ()
    headed_state: str = ""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as a row gives them. ``sector`` is one of the event's, or "" for none.

    ``values``: what it says under each of the other fields, as `tidied`.
    """

    name: str
    organisation: str = ""
    email: str = ""
    sector: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field of a row, in one sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row after reading. Exactly one of ``draft``, ``faults`` and ``ignored`` is filled.

    ``notes`` are worth a look but stop nothing. ``unknown_sector`` is the sector's text when
    the event has none of that name and nobody has answered for it yet.
    ``state`` is the text of its state (None: the list has no such column); ``waits``: whoever is
    new goes to the waiting list.
    """

    line: int
    draft: PersonDraft | None = None
    faults: tuple[FieldFault, ...] = ()
    notes: tuple[str, ...] = ()
    ignored: str = ""
    unknown_sector: str = ""
    shown_name: str = ""
    state: str | None = None
    waits: bool = False
    asks: bool = False


def read_row(row: FileLine, mapping: Mapping[str, int], width: int, rules: ListRules) -> ReadRow:
    """Read one row. ``width`` is the number of columns that have a heading."""
    if reason := not_a_person(row.cells):
        return ReadRow(row.line, ignored=reason, shown_name=first_cell(row.cells))
    reader = _RowReader(row, mapping, rules)
    if rules.leave_hidden and row.hidden:
        return ReadRow(row.line, ignored="It is hidden.", shown_name=reader.name_shown())
    state = reader.state()
    place = decided(state, rules.state_answers) if state is not None else None
    if state is not None and place in (LEAVE, None):
        why = (
            f"Its state is “{state[:60]}”."
            if place
            else f"Say above who gets a place: whether “{state[:60]}” does is not known."
        )
        return ReadRow(row.line, ignored=why, shown_name=reader.name_shown(), state=state)
    draft = reader.draft()
    if any(row.cells[width:]):
        reader.fault(
            "name",
            f"The row has {len(row.cells)} cells under {width} headings: a cell that contains the "
            "separator needs quotation marks around it.",
        )
    faulty = bool(reader.faults)
    return ReadRow(
        row.line,
        draft=None if faulty else draft,
        faults=tuple(reader.faults),
        notes=() if faulty else (*row.notes, *reader.notes),
        unknown_sector="" if faulty else reader.unknown_sector,
        shown_name=draft.name or draft.email or first_cell(row.cells),
        state=state,
        waits=place == WAIT,
        asks=place == ASK,
    )


class _RowReader:
    """Reads the fields of one row and collects its faults and notes."""

    def __init__(self, row: FileLine, mapping: Mapping[str, int], rules: ListRules) -> None:
        self._cells = row.cells
        self._mapping = mapping
        self._rules = rules
        self._labels = dict(FIELDS) | {one.name: one.label for one in rules.questions}
        self._longest = dict(LONGEST) | {one.name: one.longest or 0 for one in rules.questions}
        self.faults: list[FieldFault] = []
        self.notes: list[str] = []
        self.unknown_sector = ""

    def state(self) -> str | None:
        """The text of the row's state; None where the list has no column of states."""
        if "status" not in self._mapping:
            return None
        text = one_line(self._cell("status"))
        if self._rules.headed_state:
            return "" if text.casefold() in _NO else self._rules.headed_state
        return text

    def name_shown(self) -> str:
        """What to call a row that is not read."""
        return self._whole_name() or first_cell(self._cells)

    def draft(self) -> PersonDraft:
        draft = PersonDraft(
            name=self._name(),
            organisation=as_name(self._line("organisation")),
            email=self._email(),
            sector=self._sector(),
            values={
                one.name: tidied(one.kind, self._value(one))
                for one in (*OTHERS, *self._rules.questions)
            },
        )
        arrives, leaves = (draft.values[name] for name in ("arrives_round", "leaves_after_round"))
        if isinstance(arrives, int) and isinstance(leaves, int) and leaves < arrives:
            self.fault(
                "leaves_after_round",
                f"They leave after round {leaves}, before they arrive for round {arrives}.",
            )
        return draft

    def fault(self, name: str, sentence: str) -> None:
        self.faults.append(FieldFault(name, sentence))

    def _value(self, one: PersonField) -> Value:
        """What the row says under a field, read as its kind is written in lists."""
        match one.kind:
            case Kind.TEXT:
                return self._text(one.name)
            case Kind.AREAS | Kind.ITEMS:
                return self._list(one.name)
            case Kind.TABLE:
                return self._number(one.name, MOST_TABLES, "tables")
            case Kind.FIRST_ROUND:
                return self._number(one.name, self._rules.rounds, "rounds")
            case Kind.LAST_ROUND:
                return self._number(one.name, None, "rounds")
            case Kind.YES | Kind.CONSENT:
                return self._yes(one.name)
            case Kind.CHOICE:
                return self._chosen(one, (self._line(one.name),))[0]
            case Kind.SEVERAL:
                return self._chosen(one, self._list(one.name))
        return self._line(one.name)

    def _chosen(self, one: PersonField, texts: tuple[str, ...]) -> tuple[str, ...]:
        """The choices that a cell names, however they are spelled there."""
        known = {choice.casefold(): choice for choice in one.choices}
        for text in texts:
            if text and text.casefold() not in known:
                choices = listed(one.choices)
                self.fault(one.name, f"“{text[:60]}” is none of the choices: {choices}.")
        return tuple(known.get(text.casefold(), text) for text in texts)

    def _cell(self, name: str) -> str:
        column = self._mapping.get(name)
        text = self._cells[column] if column is not None and column < len(self._cells) else ""
        if not _ERROR_VALUE.fullmatch(text):
            return text
        note = f"{self._labels[name]} holds a spreadsheet’s error, {text}: read as empty."
        if note not in self.notes:
            self.notes.append(note)
        return ""

    def _whole_name(self) -> str:
        name, first, last = (one_line(self._cell(part)) for part in _PARTS)
        return whole_name(name, first, last)

    def _name(self) -> str:
        name = self._short_enough("name", self._whole_name())
        self.notes += doubts_about("name", self._labels["name"], name)
        if not name:
            broken = any("spreadsheet" in note for note in self.notes)
            self.fault("name", self.notes[0] if broken else "The name is empty.")
        elif is_punctuation(name):
            self.fault("name", f"“{name}” is no name.")
        elif is_hardly_a_name(name):
            self.notes.append(f"“{name[:60]}” is hardly a name: look at the list.")
        return name

    def _line(self, name: str) -> str:
        text = self._short_enough(name, one_line(self._cell(name)))
        self.notes += doubts_about(name, self._labels[name], text)
        return text

    def _text(self, name: str) -> str:
        return self._short_enough(name, paragraph(self._cell(name)))

    def _short_enough(self, name: str, text: str) -> str:
        if len(text) > (longest := self._longest[name]):
            self.fault(name, f"{self._labels[name]} is longer than {longest} characters.")
        return text

    def _email(self) -> str:
        given = re.sub(r"^mailto:([^?]*).*", r"\1", self._cell("email"), flags=re.I)
        # Address books write "Ann Lee <ann@example.org>".
        if inside := re.fullmatch(r".*<([^<>]+)>", given):
            given = inside[1]
        address = tidy_address(given)
        if address and not is_address(address):
            self.fault("email", f"“{given[:80]}” is not an email address.")
        elif not given.isascii() and given.isprintable():
            self.notes.append(f"“{given[:80]}” is written {address} in emails: it is the same.")
        return address

    def _sector(self) -> str:
        text = one_line(self._cell("sector"))
        if (known := match_sector(text, self._rules.sectors)) is not None:
            return known
        answer = self._rules.sector_answers.get(sector_key(text))
        if answer is None:
            self.unknown_sector = text
        if not answer:
            self.notes.append(
                f"“{text[:60]}” is not a sector of this event: imported without a sector."
                if text
                else "No sector is given: imported without a sector."
            )
        return answer or ""

    def _number(self, name: str, most: int | None, what: str) -> int | None:
        text = one_line(self._cell(name))
        if text.casefold() in _NO - {"0"}:
            return None
        found = re.fullmatch(r"(?:round|table)?\s*(\d{1,6})(?:\.0+)?", text, re.I)
        if not found or int(found[1]) < 1:
            self.fault(name, f"{self._labels[name]} should be a number from 1, not “{text[:40]}”.")
            return None
        number = int(found[1])
        if most is not None and number > most:
            self.fault(name, f"{self._labels[name]} is {number}, but the {what} are 1 to {most}.")
        return number

    def _yes(self, name: str) -> bool:
        text = one_line(self._cell(name)).casefold()
        if text not in _YES | _NO:
            self.fault(name, f"{self._labels[name]} should be yes or empty, not “{text[:40]}”.")
        return text in _YES

    def _list(self, name: str) -> tuple[str, ...]:
        found = tuple(one_line(item) for item in re.split(r"[;\n|]", self._cell(name)))
        if any(len(item) > LONGEST_ITEM for item in found):
            label = self._labels[name].lower()
            self.fault(name, f"One of the {label} is longer than {LONGEST_ITEM} characters.")
        return found
