"""What emails tell of a sign-up."""

from collections.abc import Callable

import pytest

from scheduler.models import Attendee, Event, OutgoingMail, transaction
from scheduler.services.messages import attendee_mail
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.messages.words import event_news
from scheduler.services.messages.words.bookings import booking_of, sharing_mailbox
from scheduler.services.registration.own_sign_up import confirm
from tests.builders import NOW, make_attendee
from tests.builders.sign_ups import sign_up, the_attendee

ADDED = "Paisley Breakfasts put you on the list; you did not sign up yourself."


def asked(person: Attendee) -> OutgoingMail:
    with transaction():
        mail = attendee_mail.post_to(attendee_mail.reminder_letter, person, NOW)
    assert mail is not None
    return mail


def changed(person: Attendee) -> OutgoingMail:
    with transaction():
        mail = event_news.post_event_changed(person, ["New place: Library."], NOW)
    assert mail is not None
    return mail


def published(person: Attendee) -> OutgoingMail:
    with transaction():
        mail = attendee_mail.post_to(attendee_mail.rounds_letter, person, NOW, [], None)
    assert mail is not None
    return mail


@pytest.mark.parametrize("write", [asked, changed, published])
def test_the_first_email_to_whom_was_added_says_by_whom(
    event: Event, write: Callable[[Attendee], OutgoingMail]
) -> None:
    ann = make_attendee(event, "Ann")
    texts = [plain_text(write(ann).message) for _ in range(2)]
    assert [ADDED in text for text in texts] == [True, False]


def test_who_signed_up_or_has_answered_knows(event: Event) -> None:
    sign_up(event, "bo@example.org", name="Bo")
    bo, cy = the_attendee("bo@example.org"), make_attendee(event, "Cy")
    confirm(cy, NOW)
    assert [booking_of(person).added for person in (bo, cy)] == [False, False]


def test_a_booking_says_whether_others_use_the_mailbox_and_what_to_expect(event: Event) -> None:
    event.noise = "Loud"
    ann, ben = (
        make_attendee(event, name, email="office@example.org", email_key="office@example.org")
        for name in ("Ann Lee", "Ben Lee")
    )
    make_attendee(event, "Cy Fox", state="cancelled", email_key="office@example.org")
    assert (sharing_mailbox(ann), sharing_mailbox(ben)) == (["Ben Lee"], ["Ann Lee"])
    booking = booking_of(ann)
    assert (booking.shared, booking.noise, booking.title) == (True, "Loud", event.title)
