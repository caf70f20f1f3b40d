"""Emails that came back: found by address, noted once, taken back by hand."""

import pytest

from scheduler.domain.states import MailState
from scheduler.errors import RuleBroken
from scheduler.models import Event, db
from scheduler.services.messages.outbox_views import lost
from scheduler.services.messages.words import returned
from tests.builders import NOW, Account, make_attendee, make_mail


def test_the_latest_email_to_each_address_is_noted(event: Event, owner: Account) -> None:
    ann = make_attendee(event, "Ann Muir")
    for state in (MailState.SENT, MailState.SENT, MailState.QUEUED):
        make_mail(event, ann, state=state, recipient="ann.muir@example.org")
    found = returned.found_in(event, "ANN.muir@example.org, who@example.org")
    assert [mail.id for mail in found.mails] == [2]
    assert found.unknown == ("who@example.org",)
    assert returned.note_all(event, "ann.muir@example.org", owner.user, NOW) == 1
    assert lost(event) == 1
    db.session.commit()
    assert returned.note(event, 2, returned=False).state == MailState.SENT
    assert lost(event) == 0


def test_what_has_not_left_cannot_come_back(event: Event) -> None:
    mail = make_mail(event, make_attendee(event, "Ann Muir"), state=MailState.QUEUED)
    with pytest.raises(RuleBroken):
        returned.note(event, mail.id, returned=True)
