"""Somebody's rounds as an email lists them, beside what they were told before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from scheduler.domain.english import listed
from scheduler.domain.languages import gettext, marked, ngettext
from scheduler.domain.messages.calendar_data import RoundSlot


class Novelty(StrEnum):
    """What an email with somebody's rounds says first."""

    FIRST = marked("Your rounds")
    TABLES = marked("Your tables have changed")
    TIMES = marked("New times for your rounds")
    NOTHING = marked("Your rounds have not changed")
    NONE_LEFT = marked("You are no longer in the rounds")


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round: its number, clock time and table (None: they sit out).

    ``was``: what they were told before, such as "was 09:00, table 3"; "" where nothing is new.
    ``before``: the same without a word around it, "" where there was no such round.
    ``join``: the link of the table's online meeting. ``company``: the names of whom they sit with,
    "" where nobody is named.
    """

    number: int
    starts: str
    table: int | None
    was: str = ""
    join: str = ""
    company: str = ""
    before: str = ""


def where_they_start(rounds: Sequence[RoundLine], hosts: int | None) -> str:
    """Where somebody begins the rounds, as a subject says it; ``hosts``: the table they host."""
    if not rounds:
        return gettext("Your tables come at the desk")
    if hosts is not None:
        return gettext("You host table %(number)s", number=hosts)
    if rounds[0].table is None:
        return gettext("Your rounds")
    return gettext("You start at table %(number)s", number=rounds[0].table)


def round_lines(
    rounds: Sequence[RoundSlot], before: Sequence[RoundSlot], zone: tzinfo | None
) -> list[RoundLine]:
    """The rounds, each with what it was ``before``; nothing is marked for who had none."""
    old = {slot.number: slot for slot in before}

    def clock(moment: datetime) -> str:
        return f"{moment.astimezone(zone):%H:%M}"

    def told_before(slot: RoundSlot) -> str:
        if slot.number not in old:
            return ""
        told, parts = old[slot.number], []
        if told.starts != slot.starts:
            parts.append(clock(told.starts))
        if told.table != slot.table:
            parts.append(
                gettext("sitting out")
                if told.table is None
                else gettext("table %(number)s", number=told.table)
            )
        return ", ".join(parts)

    def line(slot: RoundSlot) -> RoundLine:
        before = told_before(slot)
        was = gettext("was %(what)s", what=before) if before else ""
        if old and slot.number not in old:
            was = gettext("new")
        company = ", ".join(slot.companions)
        return RoundLine(
            slot.number, clock(slot.starts), slot.table, was, slot.join, company, before
        )

    return [line(slot) for slot in rounds]


def novelty_of(rounds: Sequence[RoundSlot], before: Sequence[RoundSlot]) -> Novelty:
    """What is new for somebody who was told the rounds ``before``; empty for the first time."""
    if not before:
        return Novelty.FIRST
    if not rounds:
        return Novelty.NONE_LEFT
    if [(each.number, each.table) for each in rounds] != [
        (each.number, each.table) for each in before
    ]:
        return Novelty.TABLES
    if [each.starts for each in rounds] != [each.starts for each in before]:
        return Novelty.TIMES
    return Novelty.NOTHING


def what_changed(rounds: Sequence[RoundSlot], before: Sequence[RoundSlot]) -> str:
    """The news in a few words, with the rounds whose table is another unless all of them are."""
    novelty = novelty_of(rounds, before)
    if novelty is not Novelty.TABLES:
        return gettext(novelty.value)
    old = {slot.number: slot.table for slot in before}
    other = [s.number for s in rounds if s.number not in old or old[s.number] != s.table]
    if not other or len(other) == len(rounds):
        return gettext(novelty.value)
    return ngettext(
        "Your tables have changed in round %(rounds)s",
        "Your tables have changed in rounds %(rounds)s",
        len(other),
        rounds=listed([str(number) for number in other]),
    )
