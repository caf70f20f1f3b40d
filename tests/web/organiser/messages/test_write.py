"""Writing to a group: words, a preview with the number, a test, and then sending."""

from typing import Any

import pytest

from scheduler.models import Event
from tests.builders import Account, make_attendee, make_event, posted
from tests.builders.forms import as_posted
from tests.builders.pages import after, errors_of, notices, page_of, places, texts, title, words


@pytest.fixture
def there(event: Event) -> str:
    """The page, with two people who have a place, one of them without an address."""
    make_attendee(event, "Ann Muir")
    make_attendee(event, "Ben Kerr", "Public")
    make_attendee(event, "Cy Ross", email=None, email_key=None)
    return f"/organise/events/{event.id}/write"


def typed(owner: Account, there: str, **changes: Any) -> dict[str, Any]:
    form = as_posted(owner.client.get(there))
    written = {
        "group": ["everybody"],
        "subject": ["Parking"],
        "text": ["Dear {first name}, a bus."],
    }
    return form | written | changes


def test_a_group_is_written_to_after_a_look(owner: Account, there: str) -> None:
    offered = texts(owner.client.get(there), "#group option")
    assert offered[0] == "Everybody with a place · 3 people"
    preview = owner.client.post(there, data=typed(owner, there) | {"action": "preview"})
    assert title(preview) == "Send it to 2 people?"
    text = words(preview)
    assert places(text, "It goes to everybody with a place: 2 emails.") == ["li"]
    assert places(text, "1 person has no email address and will not get it: Cy Ross.") == ["li"]
    assert places(text, "Dear Ann, a bus.") == ["pre.mail-text"]
    assert posted() == []

    shown = as_posted(preview)
    ben = str(page_of(preview).select("#person option")[1]["value"])
    other = owner.client.post(there, data=shown | {"person": [ben], "action": "preview"})
    assert places(other, "Dear Ben, a bus.") == ["pre.mail-text"]

    page = after(owner.client, owner.client.post(there, data=shown | {"action": "send"}))
    assert [mail.recipient for mail in posted()] == ["ann.muir@example.org", "ben.kerr@example.org"]
    assert notices(page) == ["2 emails are written but not sent: no email account is connected."]
    assert places(page, "2 waiting") == ["span"]
    # The button twice, or Back and once more.
    owner.client.post(there, data=shown | {"action": "send"})
    assert len(posted()) == 2


def test_a_test_goes_to_me_and_the_words_can_be_changed(owner: Account, there: str) -> None:
    preview = owner.client.post(there, data=typed(owner, there) | {"action": "preview"})
    shown = as_posted(preview)
    tested = owner.client.post(there, data=shown | {"action": "test"})
    assert notices(tested) == [
        "The test is for olwen@example.org alone. 1 email is written but not sent: "
        "no email account is connected."
    ]
    assert [mail.recipient for mail in posted()] == ["olwen@example.org"]
    again = owner.client.post(there, data=shown | {"action": "edit"})
    assert again.status_code == 200
    assert as_posted(again)["text"] == ["Dear {first name}, a bus."]


def test_a_group_that_grew_meanwhile_is_looked_at_again(
    owner: Account, event: Event, there: str
) -> None:
    preview = owner.client.post(there, data=typed(owner, there) | {"action": "preview"})
    make_attendee(event, "Di Lee")
    answer = owner.client.post(there, data=as_posted(preview) | {"action": "send"})
    assert title(answer) == "Send it to 3 people?"
    assert notices(answer) == [
        "The group has changed since you looked: it was 2, and now it is 3. Nothing "
        "was sent: look again."
    ]
    assert posted() == []


def test_what_has_not_left_is_stopped(owner: Account, event: Event, there: str) -> None:
    preview = owner.client.post(there, data=typed(owner, there) | {"action": "preview"})
    sent = owner.client.post(there, data=as_posted(preview) | {"action": "send"})
    [stop] = page_of(owner.client.get(sent.headers["Location"])).select("form[action$=stop]")
    page = after(owner.client, owner.client.post(str(stop["action"])))
    assert notices(page) == ["2 emails were stopped."]
    assert places(page, "stopped: nobody got it") == ["span"]
    assert posted() == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"subject": [""]}, "Write the subject of the email."),
        ({"text": ["  "]}, "Write the text of the email."),
        ({"text": ["Hello {nmae}"]}, "{nmae} stands for nothing."),
        ({"group": ["sector-999"]}, "Choose from the list."),
    ],
)
def test_what_cannot_be_sent_is_said_beside_its_field(
    owner: Account, there: str, changes: dict[str, list[str]], error: str
) -> None:
    answer = owner.client.post(there, data=typed(owner, there, **changes) | {"action": "send"})
    [sentence] = errors_of(answer)
    assert sentence.startswith(error)
    assert posted() == []


def test_a_group_of_nobody_cannot_be_sent_to(owner: Account) -> None:
    there = f"/organise/events/{make_event(owner.body_id).id}/write"
    preview = owner.client.post(there, data=typed(owner, there) | {"action": "preview"})
    assert texts(preview, "form p") == [
        "Nobody of this group has an email address yet: there is nobody to write to."
    ]
    assert page_of(preview).select("button[value=send]") == []
