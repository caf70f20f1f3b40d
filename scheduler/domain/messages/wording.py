"""The words of each kind of email to an attendee: its subject and its opening.

An event may put its own in their place. What follows the opening (when and where, links, what the
calendar entry does) is the same at every event, because it must be right.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scheduler.domain.messages.own_words import PLACEHOLDERS, check_placeholders, filled
from scheduler.domain.text import one_line, paragraph

LONGEST_OPENING: Final = 2000
COME: Final = "Please open your personal page and tap “I am coming”"
ABOUT: Final = "{event}, {day}"


@dataclass(frozen=True, slots=True)
class Wording:
    """A subject and an opening in which placeholders stand; an empty line parts paragraphs."""

    subject: str
    opening: str


@dataclass(frozen=True, slots=True)
class EmailKind:
    """A kind of email: what an organiser calls it, when it leaves, and its standard wording.

    ``more``: the placeholders that it knows beside those of every email, with an example each.
    """

    key: str
    label: str
    sent: str
    standard: Wording
    more: Mapping[str, str]

    @property
    def placeholders(self) -> Mapping[str, str]:
        """What may stand in braces, each with an example of what the reader sees."""
        return {**PLACEHOLDERS, **self.more}


def _kind(key: str, label: str, sent: str, subject: str, opening: str, **more: str) -> EmailKind:
    known = {name.replace("_", " "): example for name, example in more.items()}
    return EmailKind(key, label, sent, Wording(f"{subject}{ABOUT}", opening), known)


_KINDS = (
    _kind(
        "signed_up",
        "A place",
        "when somebody has a place",
        "You have a place: ",
        f"You have a place at {{event}}. {COME}, so that we can plan the tables.",
    ),
    _kind(
        "waiting",
        "Waiting list",
        "when all places are taken",
        "Waiting list, number {number}: ",
        "All places at {event} are taken. You are number {number} on the waiting list. When "
        "somebody cancels, the place goes to the first person on the list at once, and we tell you "
        "by email. You don’t need to do anything.",
        number="3",
    ),
    _kind(
        "place_offered",
        "A place from the waiting list",
        "when somebody moves up",
        "You have a place after all: ",
        "A place at {event} has come free, and as the first on the waiting list you have it.\n\n"
        f"{COME}.",
    ),
    _kind(
        "offer",
        "The offer of a place",
        "when a place is held for somebody who waits",
        "A place for you: ",
        "A place at {event} has come free, and you are next on the waiting list. We hold it for "
        "you until {until}.",
        until="Thursday 3 December, 18:00",
    ),
    _kind(
        "offer_over",
        "An offer that is over",
        "when somebody has not answered an offer in time",
        "The offered place has gone: ",
        "We held a place at {event} for you and did not hear from you, so it has gone to the next "
        "person. You are on the waiting list still, as number {number}.",
        number="3",
    ),
    _kind(
        "offer_taken_back",
        "An offer taken back",
        "when a place that was offered is not free after all",
        "Sorry, back on the waiting list: ",
        "We offered you a place at {event}. That was our mistake, and we are sorry: the place was "
        "not free. You are number {number} on the waiting list, where you were before.",
        number="3",
    ),
    _kind(
        "place_withdrawn",
        "Back on the waiting list",
        "when a place that was given is taken back",
        "Sorry, back on the waiting list: ",
        "We wrote to you that a place at {event} had come free. That was our mistake, and we are "
        "sorry: the place was not free. You are number {number} on the waiting list, where you "
        "were before.",
        number="3",
    ),
    _kind(
        "reminder",
        "Are you coming?",
        "to people who have not answered, when you ask them",
        "Are you coming? ",
        "You have a place at {event}, and we have not heard yet whether you will be there.\n\n"
        f"{COME}.",
    ),
    _kind(
        "rounds_published",
        "The rounds",
        "when you publish the rounds",
        "Your rounds: ",
        "The rounds of {event} are ready.",
    ),
    _kind(
        "rounds_changed",
        "Changed rounds",
        "when you publish other rounds, to those whose rounds change",
        "{what changed}: ",
        "{what changed}.",
        what_changed="Your tables have changed in round 2",
    ),
    _kind(
        "event_changed",
        "A change of time or place",
        "when you save a new time or place and say yes to emails",
        "{what changed}: ",
        "{organiser} changed {event}:",
        what_changed="New time and place",
    ),
    _kind(
        "called_off",
        "Called off",
        "when you call the event off",
        "Called off: ",
        "{event} will not take place: {organiser} has called it off.",
    ),
    _kind(
        "cancelled",
        "Cancelled by themselves",
        "when somebody cancels",
        "Your sign-up is cancelled: ",
        "Your sign-up for {event} is cancelled. Thank you for telling us: somebody else can come "
        "in your place.",
    ),
    _kind(
        "cancelled_for_them",
        "Cancelled by you",
        "when you cancel somebody’s sign-up",
        "Your sign-up is cancelled: ",
        "Your sign-up for {event} is cancelled by {organiser}. If you did not ask for that, reply "
        "to this email.",
    ),
    _kind(
        "link_again",
        "A lost link",
        "when somebody asks for their link or signs up twice",
        "Your personal link: ",
        "Somebody, probably you, asked for your personal link or signed up once more with this "
        "address. Nothing was changed.",
    ),
    _kind(
        "links_again",
        "Lost links of a shared mailbox",
        "when somebody asks for their link and others use the same address",
        "Your personal links: ",
        "Somebody, probably one of you, asked for the personal links of everybody who is signed up "
        "with this address. Nothing was changed.",
    ),
    _kind(
        "link_sent",
        "Their link, from you",
        "when you send somebody their link",
        "Your personal link: ",
        "Here is your personal link, sent by {organiser}.",
    ),
    _kind(
        "new_address",
        "A new address",
        "to the address that somebody wants from now on",
        "Confirm your new email address: ",
        "Somebody, probably you, asked us to send the emails about {event} to this address.",
    ),
    _kind(
        "address_moved",
        "An old address",
        "to the address that somebody no longer wants",
        "Your email address has been changed: ",
        "Emails about your sign-up for {event} go to another address from now on, as you asked on "
        "your personal page.",
    ),
)
KINDS: Final[Mapping[str, EmailKind]] = {kind.key: kind for kind in _KINDS}
"""Every kind in the order in which people get them."""

Stored = dict[str, dict[str, str]]
"""An event's own wording: for each kind the ``subject`` and the ``opening`` that differ."""


def worded(kind: str, own: Stored) -> Wording:
    """Return the wording of the kind: the event's own where there is one."""
    standard, mine = KINDS[kind].standard, own.get(kind, {})
    return Wording(mine.get("subject") or standard.subject, mine.get("opening") or standard.opening)


def checked(kind: str, subject: str, opening: str) -> Wording:
    """Return what an organiser wrote, tidied; what is empty becomes the standard again.

    Raises InvalidInput, with the field, for a placeholder that stands for nothing.
    """
    known, standard = KINDS[kind].placeholders, KINDS[kind].standard
    tidy = Wording(one_line(subject) or standard.subject, paragraph(opening) or standard.opening)
    check_placeholders(tidy.subject, "subject", known)
    check_placeholders(tidy.opening, "opening", known)
    return tidy


def with_wording(own: Stored, kind: str, wording: Wording) -> Stored:
    """Return the event's own wording with this kind's; of the standard nothing is kept."""
    standard = KINDS[kind].standard
    pairs = (
        ("subject", wording.subject, standard.subject),
        ("opening", wording.opening, standard.opening),
    )
    mine = {name: text for name, text, usual in pairs if text != usual}
    others = {name: texts for name, texts in own.items() if name != kind}
    return {**others, kind: mine} if mine else others


def paragraphs(text: str, facts: Mapping[str, str] | None = None) -> list[list[str]]:
    """Return the paragraphs of a text as their lines, placeholders replaced by ``facts``."""
    parts = re.split(r"\n\s*\n", text.strip())
    return [filled(part, facts or {}).splitlines() for part in parts]
