"""The words of the emails: a list, a page for each kind, a look before they are saved."""

from scheduler.domain.messages.email_kinds import KINDS
from scheduler.models import Event
from tests.builders import Account, make_attendee, posted
from tests.builders.forms import as_posted
from tests.builders.pages import after, errors_of, framed, notices, page_of, places, texts, words


def test_words_are_seen_tried_and_saved(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Muir")
    make_attendee(event, "Ben Kerr")
    there = f"/organise/events/{event.id}/emails/reminder"
    form = as_posted(owner.client.get(there)) | {"opening": ["Dear {first name}, a mug?"]}
    assert form["subject"] == ["Are you coming? {event}, {day}"]

    shown = owner.client.post(there, data=form | {"action": "preview"})
    assert places(shown, "Dear Ann, a mug?") == ["pre.mail-text"]
    assert [places(email, "Dear Ann, a mug?") for email in framed(shown)] == [["p"]]
    assert set(page_of(shown).select_one("iframe").attrs) == {"srcdoc", "title", "sandbox"}
    ben = str(page_of(shown).select("#person option")[1]["value"])
    other = owner.client.post(there, data=form | {"person": [ben], "action": "preview"})
    assert places(other, "Dear Ben, a mug?") == ["pre.mail-text"]
    tested = owner.client.post(there, data=form | {"action": "test"})
    assert notices(tested) == [
        "The test is for olwen@example.org alone. 1 email is written but not sent: "
        "no email account is connected."
    ]
    assert [mail.recipient for mail in posted()] == ["olwen@example.org"]

    saved = after(owner.client, owner.client.post(there, data=form | {"action": "save"}))
    assert notices(saved) == ["The words are saved: emails from now on have them."]
    assert event.wording == {"reminder": {"opening": "Dear {first name}, a mug?"}}
    listed = owner.client.get(f"/organise/events/{event.id}/emails")
    assert len(page_of(listed).select(".lines > li")) == len(KINDS)
    assert words(listed).count("your words") == 1
    # Each is called by what it says, without the event's name and day where it ends with them.
    assert texts(listed, ".lines a")[:2] == ["You have a place", "We have your request"]
    assert texts(listed, ".lines .quiet")[0] == "A place, when somebody has a place"

    form = as_posted(owner.client.get(there))
    standard = owner.client.post(there, data=form | {"action": "standard"})
    again = as_posted(standard)
    assert again["opening"][0].startswith("You have a place at {event}")
    owner.client.post(there, data=again | {"action": "save"})
    assert event.wording == {}


def test_a_placeholder_that_stands_for_nothing_is_said_and_nothing_is_saved(
    owner: Account, event: Event
) -> None:
    there = f"/organise/events/{event.id}/emails/called_off"
    form = as_posted(owner.client.get(there)) | {"subject": ["Off: {evnt}"], "action": ["save"]}
    refused = owner.client.post(there, data=form)
    assert refused.status_code == 400
    (sentence,) = errors_of(refused)
    assert sentence.startswith("{evnt} stands for nothing.")
    assert as_posted(refused)["subject"] == ["Off: {evnt}"]
    assert event.wording == {}


def test_there_is_no_page_for_an_email_that_there_is_not(owner: Account, event: Event) -> None:
    assert owner.client.get(f"/organise/events/{event.id}/emails/nothing").status_code == 404
    assert texts(
        owner.client.get(f"/organise/events/{event.id}/emails/waiting"), "form.person-form p.quiet"
    ) == ["Once somebody with an email address has signed up, you see here what they will read."]
