"""Noting what came back, and a person's page that tells of it."""

from scheduler.domain.states import MailState
from scheduler.models import Event
from tests.builders import Account, make_attendee, make_mail, posted
from tests.builders.forms import as_posted
from tests.builders.pages import after, notices, texts, words


def test_a_returned_email_is_looked_at_noted_and_said_on_the_persons_page(
    owner: Account, event: Event
) -> None:
    ann = make_attendee(event, "Ann Muir")
    make_mail(event, ann, state=MailState.SENT, recipient="ann.muir@example.org", subject="Hello")
    there = f"/organise/events/{event.id}/outbox/returned"
    form = as_posted(owner.client.get(there)) | {"text": ["ann.muir@example.org no@example.org"]}
    shown = words(owner.client.post(there, data=form | {"action": "look"}))
    assert texts(shown, "ul.effects li") == [
        "ann.muir@example.org: Hello",
        "1 address is of nobody here: no@example.org.",
    ]
    noted = after(owner.client, owner.client.post(there, data=form | {"action": "note"}))
    assert notices(noted) == ["1 email is noted as come back."]

    page = f"/organise/events/{event.id}/people/{ann.id}"
    assert texts(owner.client.get(page), "p.warn") == [
        "The last email to ann.muir@example.org came back: is the address right?"
    ]
    owner.client.post(f"/organise/events/{event.id}/outbox/1/returned", data={"undo": "1"})
    assert "came back" not in words(owner.client.get(page))

    again = after(owner.client, owner.client.post(f"{page}/email-again"))
    assert notices(again) == ["1 email is written but not sent: no email account is connected."]
    assert posted()[-1].kind == "signed_up"
    assert ann.calendar_sequence == 1
