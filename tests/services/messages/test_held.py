"""Emails that a restore held back leave when somebody says so."""

from flask import Flask
from sqlalchemy import select

from scheduler.models import Event, OutgoingMail, db
from scheduler.services.messages import held
from tests.builders import Account, make_event
from tests.builders.mails import make_mail


def states() -> list[str]:
    db.session.rollback()
    found = list(db.session.scalars(select(OutgoingMail.state).order_by(OutgoingMail.id)))
    db.session.rollback()
    return [str(state) for state in found]


def test_the_organiser_releases_those_of_the_event(
    app: Flask, event: Event, owner: Account
) -> None:
    make_mail(event, state="held")
    page = owner.client.get(f"/organise/events/{event.id}/outbox").text
    assert "1 email was" in " ".join(page.split())
    assert owner.client.post(f"/organise/events/{event.id}/outbox/release").status_code == 303
    assert states() == ["queued"]
    assert (
        "restored from a backup" not in owner.client.get(f"/organise/events/{event.id}/outbox").text
    )


def test_one_events_emails_are_released_and_the_others_wait(owner: Account, event: Event) -> None:
    other = make_event(owner.body_id)
    for each in (event, other):
        make_mail(each, state="held")
        make_mail(each, state="sent")
    assert (held.number_held(), held.number_held(event)) == (2, 1)
    assert held.release(event) == 1
    assert (held.number_held(event), held.number_held(other)) == (0, 1)
    assert held.release() == 1
    assert states() == ["queued", "sent", "queued", "sent"]
