"""What emails tell of a sign-up."""

from scheduler.models import Event
from scheduler.services.messages.words.bookings import booking_of, sharing_mailbox
from tests.builders import make_attendee


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
