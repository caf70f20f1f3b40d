"""How one field of a person is described: what it holds, why, for whom, and where it stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scheduler.domain.languages import gettext, marked

Value = str | int | bool | tuple[str, ...] | None
"""What a field may hold."""


class Kind(StrEnum):
    """What a field holds, and with it how it is asked for, read from a list and stored."""

    LINE = "line"
    TEXT = "text"
    ADDRESS = "address"
    SECTOR = "sector"
    AREAS = "areas"
    """Some of the event's priority areas."""
    ITEMS = "items"
    """Short texts, one a line."""
    TABLE = "table"
    FIRST_ROUND = "first round"
    LAST_ROUND = "last round"
    YES = "yes"
    CHOICE = "choice"
    SEVERAL = "several"
    CONSENT = "consent"
    PART = "part"
    """A part of another field, in lists alone: as the first name is."""


class Reader(StrEnum):
    """Who may see a field beside the person."""

    ORGANISERS = "organisers"
    DESK = "desk"
    HOSTS = "hosts"
    EVERYBODY = "everybody"

    @property
    def words(self) -> str:
        """Who that is, as the person reads it."""
        return gettext(_READERS[self])


_READERS: Final = {
    Reader.ORGANISERS: marked("the organisers"),
    Reader.DESK: marked("whoever checks you in"),
    Reader.HOSTS: marked("the hosts of your tables"),
    Reader.EVERYBODY: marked("the people at the event"),
}


class FormPart(StrEnum):
    """Where a form has the field, as its heading."""

    WHO = "Who"
    ROUNDS = "For the rounds"
    BRINGS = "What they bring and look for"
    NEEDS = "Dietary and access needs"
    ANSWERS = "Answers to your own questions"


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field as the person is asked for it. ``missing``: what is said when it is left empty.

    Without ``missing`` an answer is optional, and the organiser may take the field off the form;
    ``at_first``: it is on the form of a new event. ``rows``: lines of a text that are seen at once.
    """

    label: str
    help: str = ""
    missing: str = ""
    rows: int = 1
    at_first: bool = True


@dataclass(frozen=True, slots=True)
class Entered:
    """A field as the organiser enters it; without ``label`` it is called as everywhere."""

    part: FormPart
    label: str = ""
    help: str = ""
    missing: str = ""
    rows: int = 1


@dataclass(frozen=True, slots=True)
class OnSheet:
    """A field for hosts: on their sheets ``words`` with the value for ``{}``, on a page its value
    behind ``label``, which is empty where the value says itself what it is."""

    words: str = "{}"
    label: str = ""


@dataclass(frozen=True, slots=True)
class PersonField:
    """One field of a person.

    ``label`` names it on pages. ``called`` holds the headings under which lists carry it, divided
    by "|" and as ``import_headings.heading_words`` writes them. ``longest`` is the most
    characters it takes (None: not text). ``purpose`` says in one sentence what it is used for and
    ``seen`` who may see it beside the organisers: both are read by the person. ``asked``: how the
    public form asks for it (None: it does not), ``entered`` how the organiser's form has it,
    ``sheet`` how the hosts' sheets do. ``choices``: what a question offers; ``kept_days``: how long
    after the event it is kept (None: as `domain.privacy.retention` says). The export has a column
    of its ``name`` unless ``exported`` is False: then it is a part of another field, or is not the
    person's own: the export writes the state of a sign-up itself, last.
    """

    name: str
    label: str
    called: str
    kind: Kind = Kind.LINE
    longest: int | None = None
    purpose: str = ""
    seen: tuple[Reader, ...] = (Reader.ORGANISERS,)
    asked: AskedField | None = None
    entered: Entered | None = None
    sheet: OnSheet | None = None
    exported: bool = True
    choices: tuple[str, ...] = ()
    kept_days: int | None = None

    @property
    def listed(self) -> bool:
        """Whether it holds several texts."""
        return self.kind in (Kind.AREAS, Kind.ITEMS, Kind.SEVERAL)

    @property
    def told(self) -> bool:
        """Whether it holds what a person said of themselves, and not where they are to sit."""
        return self.listed or self.kind in (Kind.LINE, Kind.TEXT, Kind.CHOICE, Kind.CONSENT)

    @property
    def headings(self) -> tuple[str, ...]:
        """Each heading under which a list carries the field."""
        return tuple(self.called.split("|"))
