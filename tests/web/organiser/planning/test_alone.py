"""Whoever has a table to themselves is named, and nothing else on the page says all is well."""

from flask import Flask

from scheduler.models import Event, db
from scheduler.services.registration import lifecycle
from tests.builders import NOW, ORGANISER, Account, make_attendee, make_plan
from tests.builders.pages import number_of, places, words
from tests.web.organiser.planning.test_rounds import PEOPLE, press


def test_whoever_sits_alone_is_named_everywhere(app: Flask, owner: Account, event: Event) -> None:
    page = f"/organise/events/{event.id}/rounds"
    for name, sector in (*PEOPLE, ("Ed", "Public")):
        make_attendee(event, name, sector)
    event.table_count, event.rounds = 3, 1
    db.session.commit()
    overview = f"/organise/events/{event.id}/"
    many = "3 tables for 5 people would leave somebody alone: set at most 2."
    assert places(owner.client.get(overview), many) == ["span"]
    press(app, owner, page)
    said = "sits alone in round 1. With 2 tables nobody would."
    for there in (page, f"{page}/plans/1/publish", overview):
        answer = owner.client.get(there)
        assert places(answer, said) == ["span" if there == overview else "strong"], there
        assert number_of(answer, f'main [href="/organise/events/{event.id}/format"]') > 0


def test_an_empty_seat_is_not_called_fine_where_somebody_sits_alone(
    owner: Account, event: Event
) -> None:
    page = f"/organise/events/{event.id}/rounds"
    ann, ben, cy, di = (make_attendee(event, name) for name in ("Ann", "Ben", "Cy", "Di"))
    event.rounds = 1
    make_plan(event, [{1: [ann, ben], 2: [cy, di]}])
    lifecycle.cancel_registration(di, actor=ORGANISER, now=NOW, tell=False)
    db.session.commit()
    for there in (f"{page}/plans/1", f"/organise/events/{event.id}/print?plan=1"):
        answer = words(owner.client.get(there))
        assert places(answer, "Everyone has a table, but somebody would sit alone.") == ["p"], there
        assert "That is fine" not in answer
