"""What can be done to all of the chosen people: each deed beside what takes it back."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from flask import request

from scheduler.domain.english import count
from scheduler.domain.registration.cancellation import Cancellation
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.events.overview import tables_needed
from scheduler.services.people import chosen as services
from scheduler.services.people import removing
from scheduler.services.planning.rules import pair_rules
from scheduler.services.registration.parties import come_together, put_parties_back
from scheduler.web.organiser.acting import acting
from scheduler.web.shared.mailing import emails
from scheduler.web.shared.numbers import ids_of

MOST_CHOSEN: Final = 500


class ChosenButton(StrEnum):
    """The buttons of the page, each with what it does to all of the chosen."""

    SECTOR = "sector"
    HOSTS = "hosts"
    RULE = "rule"
    TOGETHER = "together"
    TOGETHER_IN_PART = "together-in-part"
    CANCEL = "cancel"
    CANCEL_AND_TELL = "cancel-and-tell"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class DeedDone:
    """What was done, as a sentence. ``kept``: what taking it back needs, for the session."""

    sentence: str
    kept: Mapping[str, Any]


class ChosenAct(ABC):
    """One deed. What else it needs is read from the form that was sent."""

    @abstractmethod
    def do(self, event: Event, ids: list[int]) -> DeedDone:
        """Do it to the people of these ids. Raises InvalidInput or RuleBroken, nothing done."""

    @abstractmethod
    def put_back(self, event: Event, kept: Mapping[str, Any]) -> str:
        """Undo it by what :meth:`do` has kept; say what was undone. Raises RuleBroken."""


class _Sector(ChosenAct):
    def do(self, event: Event, ids: list[int]) -> DeedDone:
        wanted = request.form.get("sector", "")
        if not wanted.isdecimal() or len(wanted) > 9:
            raise InvalidInput("Choose a sector.", field="sector")
        before = services.give_sector(event, ids, int(wanted), datetime.now(UTC))
        sentence = f"{count(len(before), 'person has', 'people have')} another sector now."
        return DeedDone(sentence, {"before": before, "given": int(wanted)})

    def put_back(self, event: Event, kept: Mapping[str, Any]) -> str:
        before = _by_id(kept["before"])
        number = services.put_sectors_back(event, before, kept["given"], datetime.now(UTC))
        return _as_before(number, before)


class _Hosts(ChosenAct):
    def do(self, event: Event, ids: list[int]) -> DeedDone:
        given = services.make_hosts(event, ids, tables_needed(event), datetime.now(UTC))
        sentence = f"{count(len(given), 'person hosts', 'people host')} a table now, one each."
        return DeedDone(sentence, {"before": given})

    def put_back(self, event: Event, kept: Mapping[str, Any]) -> str:
        given = _by_id(kept["before"])
        return _as_before(services.put_hosts_back(event, given, datetime.now(UTC)), given)


class _Rule(ChosenAct):
    def do(self, event: Event, ids: list[int]) -> DeedDone:
        rule = pair_rules.add_rule(event, request.form.get("rule_kind", ""), *ids)
        people = count(len(ids), "person", "people")
        return DeedDone(f"{people} have the rule “{rule.kind.words}” now.", {"rule_id": rule.id})

    def put_back(self, event: Event, kept: Mapping[str, Any]) -> str:
        removed = pair_rules.remove_rule(event, kept["rule_id"])
        return "The rule is removed." if removed else "The rule is gone already."


@dataclass(frozen=True, slots=True)
class _Together(ChosenAct):
    in_part: bool

    def do(self, event: Event, ids: list[int]) -> DeedDone:
        before, party, written = come_together(event, ids, datetime.now(UTC), in_part=self.in_part)
        how = "together now, as many as there are" if self.in_part else "only all at once now"
        told = f" {emails(written)}" if written else ""
        sentence = f"{len(before)} people are offered places {how}.{told}"
        return DeedDone(sentence, {"before": before, "given": party})

    def put_back(self, event: Event, kept: Mapping[str, Any]) -> str:
        before = _by_id(kept["before"])
        number = put_parties_back(event, before, kept["given"], datetime.now(UTC))
        return _as_before(number, before)


@dataclass(frozen=True, slots=True)
class _Cancel(ChosenAct):
    tell: bool

    def do(self, event: Event, ids: list[int]) -> DeedDone:
        made = services.cancel_chosen(
            event, ids, acting(), datetime.now(UTC), tell=self.tell, expected=_expected()
        )
        written = sum(each.emails for each in made)
        undo = f" Undo writes {count(written, 'email')}." if written else ""
        cancelled = count(len(made), "sign-up is", "sign-ups are")
        return DeedDone(f"{cancelled} cancelled. {emails(written)}{undo}", {"made": _kept(made)})

    def put_back(self, event: Event, kept: Mapping[str, Any]) -> str:
        made = _read(kept["made"])
        people, written = services.undo_cancel(made, acting(), datetime.now(UTC))
        left = _left_alone(len(made) - len(people))
        return f"{count(len(people), 'sign-up')} restored.{left} {emails(written)}"


class _Remove(ChosenAct):
    def do(self, event: Event, ids: list[int]) -> DeedDone:
        made, gone = removing.remove_chosen(
            event, ids, acting(), datetime.now(UTC), expected=_expected()
        )
        written = emails(sum(each.emails for each in made))
        removed = count(len(gone), "sign-up is", "sign-ups are")
        return DeedDone(f"{removed} removed. {written}", {"made": _kept(made), "ids": gone})

    def put_back(self, event: Event, kept: Mapping[str, Any]) -> str:
        number, written = removing.undo_removal(
            event, _read(kept["made"]), kept["ids"], acting(), datetime.now(UTC)
        )
        return f"{count(number, 'sign-up is', 'sign-ups are')} back. {emails(written)}"


ACTS: Final[Mapping[ChosenButton, ChosenAct]] = {
    ChosenButton.SECTOR: _Sector(),
    ChosenButton.HOSTS: _Hosts(),
    ChosenButton.RULE: _Rule(),
    ChosenButton.TOGETHER: _Together(in_part=False),
    ChosenButton.TOGETHER_IN_PART: _Together(in_part=True),
    ChosenButton.CANCEL: _Cancel(tell=False),
    ChosenButton.CANCEL_AND_TELL: _Cancel(tell=True),
    ChosenButton.REMOVE: _Remove(),
}


def _expected() -> list[int]:
    """The ids of those of whom the page said that they would get a place."""
    return ids_of(request.form.get("moving", "").split(","), MOST_CHOSEN)


def _kept(made: Sequence[Cancellation]) -> list[dict[str, Any]]:
    return [each.kept() for each in made]


def _read(made: Sequence[Mapping[str, Any]]) -> list[Cancellation]:
    return [Cancellation.read(each) for each in made]


def _by_id(kept: Mapping[str, Any]) -> dict[int, Any]:
    """What was kept by the ids of people, which the session has as text."""
    return {int(key): value for key, value in kept.items()}


def _as_before(number: int, asked: Mapping[int, Any]) -> str:
    left = _left_alone(len(asked) - number)
    return f"{count(number, 'person is', 'people are')} as before.{left}"


def _left_alone(number: int) -> str:
    """Say that so many are no longer as the press that is undone left them."""
    if not number:
        return ""
    return f" {count(number, 'person was', 'people were')} changed since: they stay as they are."
