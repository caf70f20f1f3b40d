"""Letters made ahead: once for equal arguments in one language, and only where asked for."""

import pytest

from scheduler.domain.languages import speaking
from scheduler.models import Event, db
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.messages.words.prepared import Made, made_once, using
from scheduler.services.registration import own_sign_up as signups_own
from scheduler.services.registration import sign_up as signups
from tests.builders import NOW, posted
from tests.builders.sign_ups import ANN, sign_up, the_attendee


def test_equal_arguments_in_one_language_are_made_once() -> None:
    calls: list[object] = []

    def make(words: dict[str, str], *, number: int) -> object:
        calls.append((words, number))
        return object()

    made: Made = []
    with using(made):
        first = made_once(make, {"a": "b"}, number=1)
    with using(made):
        assert made_once(make, {"a": "b"}, number=1) is first
        assert made_once(make, {"a": "b"}, number=2) is not first
        with speaking("pl"):
            assert made_once(make, {"a": "b"}, number=1) is not first
    assert made_once(make, {"a": "b"}, number=1) is not first
    assert (len(calls), len(made)) == (4, 3)


def test_the_email_of_who_gets_a_place_is_made_before_the_transaction(event: Event) -> None:
    ahead = signups.prepare(event, ANN, "ann@example.org", NOW)
    made = len(ahead.letters)
    signups.add_signup(event.id, ANN, "ann@example.org", "key", NOW, ahead=ahead)
    [mail] = posted()
    assert (len(ahead.letters), ahead.letters[-1][1].content) == (made, mail.message)
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
