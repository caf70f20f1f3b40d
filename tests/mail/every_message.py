"""Each message to an attendee once, and how its parts are read."""

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.domain.messages.first_table import FirstTable, SeatedThere
from scheduler.mail import attendee_messages as messages
from scheduler.mail import link_messages, request_messages
from scheduler.mail.attendee_messages import Booking
from scheduler.mail.group_messages import GroupAsked, exchange_agreed, working_group
from scheduler.mail.letters import CalendarPart, Letter
from tests.builders import NOW

LONDON = ZoneInfo("Europe/London")
BOOKING = Booking(
    recipient="ann@example.org",
    name="Ann Łee",
    title="Health & <em>networking</em> breakfast",
    place="Town Hall, Paisley",
    starts=datetime(2027, 6, 4, 8, 30, tzinfo=LONDON),
    ends=datetime(2027, 6, 4, 10, 30, tzinfo=LONDON),
    body="Paisley Breakfasts",
    contact="olwen@example.org",
    mail_from="crosstalk@example.org",
    personal_link="https://crosstalk.example.org/me/secret",
    event_link="https://crosstalk.example.org/e/breakfast",
    organisation="Łee & Co",
    sector="Private",
)
ICS = CalendarPart(b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n", "REQUEST")
GONE = CalendarPart(b"BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n", "CANCEL")
SLOTS = [
    RoundSlot(1, datetime(2027, 6, 4, 8, 0, tzinfo=UTC), datetime(2027, 6, 4, 8, 8, tzinfo=UTC), 4),
    RoundSlot(
        2, datetime(2027, 6, 4, 8, 10, tzinfo=UTC), datetime(2027, 6, 4, 8, 18, tzinfo=UTC), None
    ),
]
START = FirstTable(
    1,
    datetime(2027, 6, 4, 8, 0, tzinfo=UTC),
    4,
    (
        SeatedThere("Ruth Hussain", 1, host=True, you=False),
        SeatedThere("Ann Łee", 2, host=False, you=True),
        SeatedThere("Esther Zhang", 0, host=False, you=False),
    ),
)
Make = Callable[[], Letter]
EACH: dict[str, tuple[Make, str, str]] = {
    "signed_up": (
        lambda: messages.signed_up(BOOKING, NOW, calendar=ICS),
        "You have a place: Health & <em>networking</em> breakfast, 4 June",
        "have a place",
    ),
    "waiting": (
        lambda: messages.waiting(BOOKING, NOW, number=3),
        "Waiting list, number 3: Health & <em>networking</em> breakfast, 4 June",
        "3 on the waiting list",
    ),
    "asked": (
        lambda: request_messages.asked(BOOKING, NOW),
        "We have your request: Health & <em>networking</em> breakfast, 4 June",
        "You do not have a place yet",
    ),
    "declined": (
        lambda: request_messages.declined(BOOKING, NOW, words="Full of <choirs>."),
        "No place this time: Health & <em>networking</em> breakfast, 4 June",
        "cannot give you one this time",
    ),
    "place_offered": (
        lambda: messages.place_offered(BOOKING, NOW, calendar=ICS),
        "You have a place after all: Health & <em>networking</em> breakfast, 4 June",
        "come free, and it is yours",
    ),
    "offer": (
        lambda: messages.offer(
            BOOKING, NOW, until="Thursday 3 June, 18:00", offer_link=BOOKING.personal_link
        ),
        "A place for you: Health & <em>networking</em> breakfast, 4 June",
        "until Thursday 3 June, 18:00",
    ),
    "offer_over": (
        lambda: messages.offer_over(BOOKING, NOW, number=4, ran_out=True),
        "The offered place has gone: Health & <em>networking</em> breakfast, 4 June",
        "number 4",
    ),
    "offer_over taken back": (
        lambda: messages.offer_over(BOOKING, NOW, number=1, ran_out=False),
        "Sorry, back on the waiting list: Health & <em>networking</em> breakfast, 4 June",
        "number 1 on the waiting list",
    ),
    "place_withdrawn": (
        lambda: messages.place_withdrawn(BOOKING, NOW, number=1, calendar=GONE),
        "Sorry, back on the waiting list: Health & <em>networking</em> breakfast, 4 June",
        "number 1 on the waiting list",
    ),
    "reminder": (
        lambda: messages.reminder(BOOKING, NOW),
        "Are you coming? Health & <em>networking</em> breakfast, 4 June",
        "we have not heard yet whether",
    ),
    "link_again placed": (
        lambda: link_messages.link_again(BOOKING, NOW, state="placed", number=None),
        "Your personal link: Health & <em>networking</em> breakfast, 4 June",
        "You have a place",
    ),
    "link_again waiting": (
        lambda: link_messages.link_again(BOOKING, NOW, state="waiting", number=2),
        "Your personal link: Health & <em>networking</em> breakfast, 4 June",
        "You are number 2 on the waiting list",
    ),
    "link_again cancelled": (
        lambda: link_messages.link_again(BOOKING, NOW, state="cancelled", number=None),
        "Your personal link: Health & <em>networking</em> breakfast, 4 June",
        "is cancelled.",
    ),
    "cancelled": (
        lambda: messages.cancelled(BOOKING, NOW, calendar=None),
        "Your sign-up is cancelled: Health & <em>networking</em> breakfast, 4 June",
        "is cancelled. Thank you for telling us",
    ),
    "rounds_published": (
        lambda: messages.rounds_published(BOOKING, NOW, rounds=SLOTS, calendar=ICS, start=START),
        "You start at table 4: Health & <em>networking</em> breakfast, 4 June",
        "you sit out",
    ),
    "rounds_published unseated": (
        lambda: messages.rounds_published(BOOKING, NOW, rounds=[], calendar=ICS),
        "Your tables come at the desk: Health & <em>networking</em> breakfast, 4 June",
        "You are not in the rounds yet",
    ),
    "own_words": (
        lambda: messages.own_words(
            BOOKING, NOW, subject="Parking on 4 June", text="The car park is shut.\n\nTake a bus."
        ),
        "Parking on 4 June",
        "The car park is shut.",
    ),
    "own_words start": (
        lambda: messages.own_words(BOOKING, NOW, subject="Today", text="See you!", start=START),
        "Today",
        "Esther Zhang",
    ),
    "called_off": (
        lambda: messages.called_off(BOOKING, NOW, words="Snow. Stay warm.", calendar=GONE),
        "Called off: Health & <em>networking</em> breakfast, 4 June",
        "Snow. Stay warm.",
    ),
    "called_off waiting": (
        lambda: messages.called_off(BOOKING, NOW, words="", calendar=None),
        "Called off: Health & <em>networking</em> breakfast, 4 June",
        "You don’t need to do anything.",
    ),
    "working_group": (
        lambda: working_group(
            BOOKING, NOW, asked=GroupAsked("Sleep & <rest>", 8, ["Voluntary", "Public"], True)
        ),
        "A working group on Sleep & <rest>: Health & <em>networking</em> breakfast, 4 June",
        "8 others in the group",
    ),
    "exchange_agreed": (
        lambda: exchange_agreed(BOOKING, NOW, gives=False, words="A <room> to meet in"),
        "You both said yes: Health & <em>networking</em> breakfast, 4 June",
        "Who it is, and their email address, stand on your page",
    ),
    "event_changed": (
        lambda: messages.event_changed(BOOKING, NOW, changes=["It is in R&D."], calendar=None),
        "Changed: Health & <em>networking</em> breakfast, 4 June",
        "changed Health",
    ),
}


def read(letter: Letter) -> EmailMessage:
    message = message_from_bytes(letter.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")
