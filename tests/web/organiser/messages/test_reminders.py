"""The pages of the reminders: read, tested, armed with a number, stopped."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.models import Event
from scheduler.services.messages.writing.reminders import reminders_of
from tests.builders import NOW, Account, mails, make_attendee, make_event, make_plan
from tests.builders.forms import as_posted
from tests.builders.pages import after, errors_of, framed, notices, places, texts, title

STARTS = datetime(2099, 12, 4, 8, 30, tzinfo=UTC)


@pytest.fixture
def ahead(owner: Account) -> Event:
    return make_event(owner.body_id, starts_at=STARTS, ends_at=STARTS + timedelta(hours=2))


def test_a_reminder_is_read_and_tested_before_it_is_armed(owner: Account, ahead: Event) -> None:
    make_plan(
        ahead, [{7: [make_attendee(ahead, "Ann Lee"), make_attendee(ahead, "Bo", email=None)]}]
    )
    url = f"/organise/events/{ahead.id}/reminders"
    page = owner.client.get(f"{url}/day")
    assert [texts(email, "td.top") for email in framed(page)] == [["7"]]
    asked = owner.client.post(f"{url}/day", data=as_posted(page) | {"action": "preview"})
    assert title(asked).startswith("Let it leave on ")
    assert texts(asked, "ul.effects li") == [
        "As it stands it goes to 1 person; whoever gets a place until then gets it, "
        "too, and whoever cancels does not.",
        "1 person has no email address and will not get it.",
        "Emails are not being sent yet. They are written and kept in the outbox.",
    ]
    [email] = framed(asked)
    assert [texts(email, part) for part in ("td.top", "td.drawn span.you")] == [["7"], ["●"]]
    assert [len(places(email, words)) for words in ("Round 1 at", "Table 7", "Bo")] == [1] * 3
    assert places(asked, "We look forward to seeing you tomorrow") == ["pre.mail-text"]
    sent = as_posted(asked)
    owner.client.post(f"{url}/day", data=sent | {"action": "test"})
    assert mails() == [("own_words", owner.user.email)]
    done = owner.client.post(f"{url}/day", data=sent | {"action": "arm"})
    assert notices(after(owner.client, done)) == [
        "The day before: the reminder leaves by itself. You can stop it here until then."
    ]
    assert [bool(view.armed) for view in reminders_of(ahead, NOW)] == [False, True, False]
    stopped = owner.client.post(f"{url}/day/stop")
    assert notices(after(owner.client, stopped)) == ["The reminder is stopped: nobody gets it."]
    assert [view.armed for view in reminders_of(ahead, NOW)] == [None] * 3


def test_a_placeholder_that_stands_for_nothing_is_refused(owner: Account, ahead: Event) -> None:
    url = f"/organise/events/{ahead.id}/reminders/week"
    sent = as_posted(owner.client.get(url)) | {"text": "Dear {nobody}", "action": "preview"}
    assert errors_of(owner.client.post(url, data=sent))[0].startswith("{nobody} stands for nothing")
    assert owner.client.get(f"/organise/events/{ahead.id}/reminders/never").status_code == 404


def test_what_somebody_else_armed_meanwhile_is_shown_and_is_not_lost(
    owner: Account, ahead: Event
) -> None:
    make_attendee(ahead, "Ann Lee")
    url = f"/organise/events/{ahead.id}/reminders/day"

    def preview(subject: str) -> dict[str, object]:
        sent = as_posted(owner.client.get(url)) | {"subject": subject, "action": "preview"}
        return as_posted(owner.client.post(url, data=sent)) | {"action": "arm"}

    first, second = preview("Bring a pen"), preview("Bring a card")
    owner.client.post(url, data=first)
    asked = owner.client.post(url, data=second)
    assert texts(asked, "#subject-error") == [
        "Somebody else saved “Bring a pen” here; yours is “Bring a card”. Save again to keep yours."
    ]
    assert reminders_of(ahead, NOW)[1].armed.subject == "Bring a pen"
    assert as_posted(owner.client.get(url))["subject"] == ["Bring a pen"]
    told = owner.client.post(url, data=as_posted(asked) | {"action": "preview"})
    assert texts(told, "ul.effects li")[0].startswith("It is on already, with “Bring a pen”")
    owner.client.post(url, data=as_posted(told) | {"action": "arm"})
    assert reminders_of(ahead, NOW)[1].armed.subject == "Bring a card"
