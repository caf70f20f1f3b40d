"""A personal page tells nothing about others but who sits at the same table and from where."""

from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event

from scheduler.models import Attendee, Event, db
from scheduler.services.planning.rounds.personal_rounds import personal_rounds
from tests.builders import NOW, make_attendee, make_plan

SECRETS = {
    "email": "bob.secret@example.org",
    "email_key": "bob.secret@example.org",
    "access": "needs a hoist",
    "dietary": "no shellfish",
    "about": "secretly writes poems",
    "role": "Chief of secrets",
    "offers": ["a secret offer"],
    "asks": ["a secret ask"],
    "priorities": ["Mental wellbeing"],
    "token": "token-of-bob",
}
PAGES = ("", "details", "cancel", "calendar.ics", "calendar.ics?rounds=1")


def told(client: FlaskClient, token: str) -> str:
    answers = [client.get(f"/me/{token}/{page}") for page in PAGES]
    assert [answer.status_code for answer in answers] == [200] * len(PAGES)
    unfolded = "".join(answer.text.replace("\r\n ", "") for answer in answers)
    # The areas anybody may choose from stand in the form of the details.
    return unfolded.replace(SECRETS["priorities"][0], "", 2)


def test_nothing_but_name_organisation_and_sector_of_a_companion(
    client: FlaskClient, event: Event
) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray", **SECRETS)
    make_plan(event, [{1: [ann, bob]}])
    page = told(client, ann.token)
    assert [known for known in ("Bob Ray", "Ray Trust") if known not in page] == []
    lists = [value if isinstance(value, list) else [value] for value in SECRETS.values()]
    assert [value for values in lists for value in values if value in page] == []


def test_nothing_at_all_of_people_at_other_tables_waiting_or_cancelled(
    client: FlaskClient, event: Event
) -> None:
    ann, cy, gone = (make_attendee(event, name) for name in ("Ann Lee", "Cy Poe", "Gone Away"))
    make_attendee(event, "Wai Ting", state="waiting", waiting_since=NOW)
    make_plan(event, [{1: [ann, gone], 2: [cy]}, {1: [ann], None: [cy]}])
    gone.state = "cancelled"
    db.session.commit()
    page = told(client, ann.token)
    others = ("Cy Poe", "Poe Trust", "Gone Away", "Away Trust", "Wai Ting", "Ting Trust")
    assert [name for name in others if name in page] == []


def test_two_who_sit_out_are_not_shown_to_each_other(client: FlaskClient, event: Event) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    make_plan(event, [{None: [ann, bob]}])
    assert "Bob Ray" not in told(client, ann.token)


def test_who_cancelled_sees_no_rounds(client: FlaskClient, event: Event) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    make_plan(event, [{1: [ann, bob]}])
    ann.state = "cancelled"
    db.session.commit()
    assert "Bob Ray" not in client.get(f"/me/{ann.token}/").text


def test_the_calendar_holds_no_personal_link(client: FlaskClient, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    answer = client.get(f"/me/{ann.token}/calendar.ics")
    assert ann.token not in answer.text
    assert "/me/" not in answer.text


def test_the_columns_of_others_that_are_secret_are_not_even_read(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    make_plan(event, [{1: [ann, make_attendee(event, "Bob Ray", **SECRETS)]}])
    db.session.refresh(ann)
    db.session.refresh(event)
    assert event.agenda
    read: list[str] = []

    def saw(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        read.append(statement)

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", saw)
    try:
        (view,) = personal_rounds(ann)
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", saw)
    assert [person.name for person in view.companions] == ["Bob Ray"]
    secret = [f"{Attendee.__tablename__}.{name}" for name in SECRETS]
    assert [name for name in secret for statement in read if name in statement] == []


def test_a_personal_page_is_kept_out_of_caches_and_referrers(
    client: FlaskClient, event: Event
) -> None:
    headers = client.get(f"/me/{make_attendee(event, 'Ann Lee').token}/").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
