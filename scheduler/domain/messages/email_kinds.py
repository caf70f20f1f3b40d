"""The kinds of email to an attendee: what an organiser calls each, when it leaves, what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scheduler.domain.languages import marked
from scheduler.domain.messages.own_words import PLACEHOLDERS

OWN_WORDS: Final = "own_words"
ROUNDS_PUBLISHED: Final = "rounds_published"
PASSWORD_RESET: Final = "password_reset"  # noqa: S105
"""Keys of emails that are looked for among those written: of these the first and the last have no
wording of an event."""


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
    return EmailKind(key, label, sent, Wording(subject, opening), known)


_KINDS = (
    _kind(
        "signed_up",
        "A place",
        "when somebody has a place",
        marked("You have a place: {event}, {day}"),
        marked(
            "You have a place at {event}. One more step: tap “I am coming”, so that we know that "
            "this address is yours and that you will be there."
        ),
    ),
    _kind(
        "waiting",
        "Waiting list",
        "when somebody joins the waiting list",
        marked("Waiting list, number {number}: {event}, {day}"),
        marked(
            "You are number {number} on the waiting list for {event}. When a place comes free "
            "for you, we tell you by email. You don’t need to do anything until then."
        ),
        number="3",
    ),
    _kind(
        "asked",
        "A request",
        "when somebody asks for a place and you decide",
        marked("We have your request: {event}, {day}"),
        marked(
            "You have asked for a place at {event}. {organiser} decides who comes, and tells you "
            "by email. You do not have a place yet."
        ),
    ),
    _kind(
        "asked_again",
        "An answer taken back",
        "when you take back what you answered to a request",
        marked("Not decided yet, sorry: {event}, {day}"),
        marked(
            "We wrote to you too early about your request for a place at {event}, and we are "
            "sorry: {organiser} has not decided yet. We tell you by email. You do not have a place "
            "yet."
        ),
    ),
    _kind(
        "declined",
        "Not accepted",
        "when you do not accept somebody who asked",
        marked("No place this time: {event}, {day}"),
        marked(
            "Thank you for asking for a place at {event}. {organiser} cannot give you one this "
            "time."
        ),
    ),
    _kind(
        "place_offered",
        "A place from the waiting list",
        "when somebody moves up",
        marked("You have a place after all: {event}, {day}"),
        marked(
            "A place at {event} has come free, and it is yours.\n\n"
            "One more step: tap “I am coming”, so that we know."
        ),
    ),
    _kind(
        "offer",
        "The offer of a place",
        "when a place is held for somebody who waits",
        marked("A place for you: {event}, {day}"),
        marked(
            "A place at {event} has come free, and you are next on the waiting list. We "
            "hold it for you until {until}."
        ),
        until="Thursday 3 December, 18:00",
    ),
    _kind(
        "offer_over",
        "An offer that is over",
        "when somebody has not answered an offer in time",
        marked("The offered place has gone: {event}, {day}"),
        marked(
            "We held a place at {event} for you and did not hear from you, so it has "
            "gone to the next person. You are on the waiting list still, as number "
            "{number}."
        ),
        number="3",
    ),
    _kind(
        "offer_taken_back",
        "An offer taken back",
        "when a place that was offered is not free after all",
        marked("Sorry, back on the waiting list: {event}, {day}"),
        marked(
            "We offered you a place at {event}. That was our mistake, and we are sorry: "
            "the place was not free. You are number {number} on the waiting list, where "
            "you were before."
        ),
        number="3",
    ),
    _kind(
        "place_withdrawn",
        "Back on the waiting list",
        "when a place that was given is taken back",
        marked("Sorry, back on the waiting list: {event}, {day}"),
        marked(
            "We wrote to you that a place at {event} had come free. That was our "
            "mistake, and we are sorry: the place was not free. You are number {number} "
            "on the waiting list, where you were before."
        ),
        number="3",
    ),
    _kind(
        "reminder",
        "Are you coming?",
        "to people who have not answered, when you ask them",
        marked("Are you coming? {event}, {day}"),
        marked(
            "You have a place at {event}, and we have not heard yet whether you will be "
            "there.\n\nPlease tap “I am coming”, or cancel, so that your table isn’t left waiting."
        ),
    ),
    _kind(
        ROUNDS_PUBLISHED,
        "The rounds",
        "when you publish the rounds",
        marked("{where you start}: {event}, {day}"),
        marked("The rounds of {event} are ready."),
        where_you_start="You start at table 7",
    ),
    _kind(
        "rounds_changed",
        "Changed rounds",
        "when you publish other rounds, to those whose rounds change",
        marked("{what changed}: {event}, {day}"),
        marked("{what changed}."),
        what_changed="Your tables have changed in round 2",
    ),
    _kind(
        "event_changed",
        "A change of title, time or place",
        "when you save a new title, time or place and say yes to emails",
        marked("{what changed}: {event}, {day}"),
        marked("{organiser} changed {event}:"),
        what_changed="New time and place",
    ),
    _kind(
        "called_off",
        "Called off",
        "when you call the event off",
        marked("Called off: {event}, {day}"),
        marked("{event} will not take place: {organiser} has called it off."),
    ),
    _kind(
        "cancelled",
        "Cancelled by themselves",
        "when somebody cancels",
        marked("Your sign-up is cancelled: {event}, {day}"),
        marked(
            "Your sign-up for {event} is cancelled. Thank you for telling us: somebody "
            "else can come in your place."
        ),
    ),
    _kind(
        "cancelled_for_them",
        "Cancelled by you",
        "when you cancel somebody’s sign-up",
        marked("Your sign-up is cancelled: {event}, {day}"),
        marked(
            "Your sign-up for {event} is cancelled by {organiser}. If you did not ask "
            "for that, reply to this email."
        ),
    ),
    _kind(
        "link_again",
        "A lost link",
        "when somebody asks for their link or signs up twice",
        marked("Your personal link: {event}, {day}"),
        marked(
            "You asked for your personal link, or signed up once more. Here it is; nothing was "
            "changed."
        ),
    ),
    _kind(
        "links_again",
        "Lost links of a shared mailbox",
        "when somebody asks for their link and others use the same address",
        marked("Your personal links: {event}, {day}"),
        marked(
            "Somebody, probably one of you, asked for the personal links of everybody "
            "who is signed up with this address. Nothing was changed."
        ),
    ),
    _kind(
        "link_sent",
        "Their link, from you",
        "when you send somebody their link",
        marked("Your personal link: {event}, {day}"),
        marked("Here is your personal link, sent by {organiser}."),
    ),
    _kind(
        "new_address",
        "A new address",
        "to the address that somebody wants from now on",
        marked("Confirm your new email address: {event}, {day}"),
        marked(
            "Somebody, probably you, asked us to send the emails about {event} to this address."
        ),
    ),
    _kind(
        "address_moved",
        "An old address",
        "to the address that somebody no longer wants",
        marked("Your email address has been changed: {event}, {day}"),
        marked(
            "Emails about your sign-up for {event} go to another address from now on, as "
            "you asked on your personal page."
        ),
    ),
    _kind(
        "working_group",
        "A working group",
        "after the event, when you ask people into working groups",
        marked("A working group on {area}: {event}, {day}"),
        marked(
            "What was talked about at {event} could go on: you are proposed for a working group on "
            "{area}."
        ),
        area="Mental wellbeing",
    ),
    _kind(
        "exchange_agreed",
        "An exchange with a yes from both",
        "to both, when the second of the two has said yes",
        marked("You both said yes: {event}, {day}"),
        marked("An exchange was proposed to you after {event}, and both of you have said yes."),
    ),
)
KINDS: Final[Mapping[str, EmailKind]] = {kind.key: kind for kind in _KINDS}
"""Every kind in the order in which people get them."""
