"""Letters made before others have to wait: of a sign-up, and of all that writes to many people."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from scheduler.domain.messages.reminders import REMINDERS
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput
from scheduler.mail import letters
from scheduler.models import Attendee, Event, Reminder, db
from scheduler.services.afterwards.exchanges import pairing
from scheduler.services.afterwards.exchanges.lines import open_lines
from scheduler.services.events import calling_off, settings, waiting_list_settings
from scheduler.services.events.settings import EventDetails
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.messages.words.prepared import AT_ONCE
from scheduler.services.messages.writing import exchange_letters, groups, reminders
from scheduler.services.people import chosen, mailing
from scheduler.services.planning import publishing
from scheduler.services.registration import approving
from scheduler.services.registration import own_sign_up as signups_own
from scheduler.services.registration import sign_up as signups
from tests.builders import NOW, ORGANISER, Account, make_attendee, make_plan, make_series, posted
from tests.builders.sign_ups import ANN, sign_up, the_attendee

PEOPLE = 5


def test_the_email_of_who_gets_a_place_is_made_before_the_transaction(
    event: Event, made: list["MadeLetter"]
) -> None:
    ahead = signups.prepare(event, ANN, "ann@example.org", NOW)
    db.session.rollback()
    signups.add_signup(event.id, ANN, "ann@example.org", "key", NOW, ahead=ahead)
    [mail], [letter] = posted(), made
    assert letter.content == mail.message
    assert the_attendee("ann@example.org").token == ahead.token


@pytest.mark.parametrize("otherwise", ["colleague", "back again", "full"])
def test_an_email_made_before_what_it_tells_has_changed_is_made_anew(
    event: Event, otherwise: str
) -> None:
    if otherwise == "back again":
        sign_up(event)
        signups_own.cancel_own(the_attendee("ann@example.org"), NOW)
    ahead = signups.prepare(event, ANN, "ann@example.org", NOW)
    if otherwise == "colleague":
        sign_up(event, name="Bob Ray", submission="other")
    if otherwise == "full":
        event.capacity = 0
        db.session.commit()
    signups.add_signup(event.id, ANN, "ann@example.org", "key", NOW, ahead=ahead)
    mail, words = posted()[-1], plain_text(posted()[-1].message)
    ann = next(
        p for p in signups.sharing_address(event.id, "ann@example.org") if p.name == ANN.name
    )
    assert mail.kind == ("waiting" if otherwise == "full" else "signed_up")
    assert f"/me/{ann.token}" in words
    assert ("Bob Ray" in words, ann.token == ahead.token) == (
        otherwise == "colleague",
        otherwise != "back again",
    )


class MadeLetter(NamedTuple):
    """A letter as it was made, and whether a transaction was open then."""

    kind: str
    content: bytes
    under_lock: bool


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[MadeLetter]:
    """Every letter that is made from now on."""
    found: list[MadeLetter] = []
    write = letters._written

    def written(facts: Any) -> letters.Letter:
        letter = write(facts)
        found.append(MadeLetter(letter.kind, letter.content, db.session().in_transaction()))
        return letter

    monkeypatch.setattr(letters, "_written", written)
    return found


def _published(event: Event, owner: Account) -> None:
    people = db.session.query(Attendee).order_by(Attendee.id).all()
    publishing.publish(make_plan(event, [{1: people}], "draft"), owner.user, NOW)


def _reminded(event: Event, _owner: Account) -> None:
    kind = next(iter(REMINDERS.values()))
    words = {"subject": "{name}", "text": "Come!", "armed_for": PEOPLE, "armed_at": NOW}
    clock = event.starts_at.time()
    db.session.add(Reminder(event_id=event.id, kind=kind.key, days=7, clock=clock, **words))
    db.session.commit()
    reminders.send_due(event.starts_at - timedelta(days=1))


def _moved(event: Event, owner: Account) -> None:
    mailing.send_links(event, NOW)
    settings.save_details(event, _at("The pier", event), NOW, tell=True)


def _at(place: str, event: Event) -> EventDetails:
    names = (field.name for field in fields(EventDetails))
    return replace(EventDetails(**{name: getattr(event, name) for name in names}), place=place)


def _called_off(event: Event, owner: Account) -> None:
    mailing.send_links(event, NOW)
    calling_off.call_off(event, "Snow.", owner.user, NOW)


def _asked_again(event: Event, _owner: Account) -> None:
    mailing.send_links(event, NOW)
    mailing.ask_unanswered(event, NOW + timedelta(days=2))


def _written_to(event: Event, owner: Account) -> None:
    how = {"number": PEOPLE, "submission": "key", "actor": owner.user, "now": NOW}
    groups.send(event, "everybody", groups.Words("{name}", "Come!"), **how)


def _in_state(event: Event, state: RegistrationState) -> list[int]:
    people = db.session.query(Attendee).order_by(Attendee.id).all()
    for number, person in enumerate(people):
        person.state, person.waiting_since = state, NOW + timedelta(minutes=number)
    event.places_taken = 0
    db.session.commit()
    return [person.id for person in people]


def _approved(event: Event, _owner: Account) -> None:
    ids = _in_state(event, RegistrationState.ASKED)
    approving.approve(event, ids, ORGANISER, NOW, tell=True, expected=ids)


def _given_free_places(event: Event, _owner: Account) -> None:
    _in_state(event, RegistrationState.WAITING)
    how = waiting_list_settings.WaitingListSettings(24, None, {})
    waiting_list_settings.save_waiting_list(event, how, NOW)


def _offers_made_and_ended(event: Event, owner: Account) -> None:
    event.offer_hours = 24
    _in_state(event, RegistrationState.WAITING)
    waiting_list_settings.keep_up(NOW)
    waiting_list_settings.keep_up(NOW + timedelta(days=2))


def _cancelled(event: Event, _owner: Account) -> None:
    ids = [person.id for person in db.session.query(Attendee).all()]
    chosen.cancel_chosen(event, ids, ORGANISER, NOW, tell=True, expected=())


def _exchanges_proposed(event: Event, _owner: Account) -> None:
    series = make_series(event)
    for number, person in enumerate(db.session.query(Attendee).order_by(Attendee.id)):
        person.offers, person.asks = ([], ["See a ward"]) if number else (["A day there"], [])
    db.session.commit()
    offer, *asks = sorted(open_lines(series), key=lambda line: line.asks)
    for ask in asks:
        pairing.put_together(series, offer.key, ask.key, NOW)
    drafts = [draft.id for draft in pairing.drafts_of(series)]
    exchange_letters.propose(series, drafts, "key", NOW)


MANY: dict[str, tuple[Callable[[Event, Account], None], dict[str, int]]] = {
    "rounds published": (_published, {"rounds_published": PEOPLE}),
    "reminders": (_reminded, {"own_words": PEOPLE}),
    "new place": (_moved, {"signed_up": PEOPLE, "event_changed": PEOPLE}),
    "called off": (_called_off, {"signed_up": PEOPLE, "called_off": PEOPLE}),
    "asked whether they come": (_asked_again, {"signed_up": PEOPLE, "reminder": PEOPLE}),
    "a group": (_written_to, {"own_words": PEOPLE}),
    "approved": (_approved, {"signed_up": PEOPLE}),
    "free places": (_given_free_places, {"offer": PEOPLE}),
    "offers": (_offers_made_and_ended, {"offer": PEOPLE, "offer_over": PEOPLE}),
    "cancelled": (_cancelled, {"cancelled": PEOPLE}),
    "exchanges": (_exchanges_proposed, {"own_words": PEOPLE}),
}


@pytest.mark.parametrize("what", MANY)
def test_what_many_people_are_sent_is_made_once_and_while_nobody_waits(
    event: Event, owner: Account, made: list[MadeLetter], what: str
) -> None:
    for number in range(PEOPLE):
        make_attendee(event, f"Person {number}")
    write, kinds = MANY[what]
    write(event, owner)
    mails = posted()
    assert [mail.message for mail in mails] == [
        letter.content for mail in mails for letter in made if letter.content == mail.message
    ]
    counted = {kind: sum(letter.kind == kind for letter in made) for kind in kinds}
    under_lock = {k: sum(m.kind == k and m.under_lock for m in made) for k in kinds}
    assert (counted, len(made), len(mails)) == (kinds, sum(kinds.values()), sum(kinds.values()))
    assert under_lock == dict.fromkeys(kinds, AT_ONCE)


def test_who_has_changed_while_letters_are_made_gets_one_made_anew(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(PEOPLE):
        make_attendee(event, f"Person {number}")
    write = letters._written

    def written(facts: Any) -> letters.Letter:
        if not db.session().in_transaction():
            other = db.session.query(Attendee).filter_by(email="person.4@example.org").one()
            other.name = "Eve New"
            if not db.session.query(Attendee).filter_by(name="Late Comer").count():
                make_attendee(event, "Late Comer")
            db.session.commit()
        return write(facts)

    monkeypatch.setattr(letters, "_written", written)
    mailing.send_links(event, NOW)
    texts = [plain_text(mail.message) for mail in posted()]
    names = [*(f"Person {number}" for number in range(PEOPLE - 1)), "Eve", "Late"]
    assert [name for name, text in zip(names, texts, strict=True) if name not in text] == []


def test_an_edit_that_somebody_else_saves_while_letters_are_made_is_not_overwritten(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(PEOPLE):
        make_attendee(event, f"Person {number}")
    mailing.send_links(event, NOW)
    write = letters._written

    def written(facts: Any) -> letters.Letter:
        if not db.session().in_transaction():
            event.summary = "Bring a scarf."
            db.session.commit()
        return write(facts)

    monkeypatch.setattr(letters, "_written", written)
    with pytest.raises(InvalidInput, match="at the same moment"):
        settings.save_details(event, _at("The pier", event), NOW, tell=True)
    db.session.expire_all()
    assert (event.summary, len(posted())) == ("Bring a scarf.", PEOPLE)
    assert event.place != "The pier"
