"""What to expect: words and pictures of an event."""

import pytest

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, EventPicture, db
from scheduler.services.events.place import expecting
from scheduler.services.events.place.expecting import add_picture, picture_at, pictures_of
from tests.builders import NOW, Account, make_event
from tests.exports.pictures.test_photographs import photograph


def test_what_is_said_is_kept_tidy(event: Event) -> None:
    said = {"getting_in": " Red door. \r\n\r\n Ring. ", "noise": "Loud"}
    expecting.save_expectations(event, said, NOW)
    assert (event.getting_in, event.greeted_by, event.noise) == ("Red door.\n\nRing.", "", "Loud")


def test_a_picture_is_found_by_its_address_at_its_own_event_alone(
    owner: Account, event: Event
) -> None:
    add_picture(event, photograph(), " A red  door ", NOW)
    (kept,) = pictures_of(event)
    assert (kept.words, kept.width, kept.height, kept.logo) == ("A red door", 40, 60, False)
    found = picture_at(event.slug, kept.name)
    assert found is not None
    assert found.content[:4] == b"RIFF"
    other = make_event(owner.body_id)
    assert picture_at(other.slug, kept.name) is None
    assert not expecting.remove_picture(other, kept.id, NOW)
    assert len(pictures_of(event)) == 1
    assert expecting.remove_picture(event, kept.id, NOW)
    assert pictures_of(event) == []


def test_there_is_one_logo_and_few_photographs(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expecting, "MOST_PHOTOGRAPHS", 1)
    for words in ("Old", "New"):
        add_picture(event, photograph(), words, NOW, logo=True)
    add_picture(event, photograph(), "Door", NOW)
    with pytest.raises(RuleBroken):
        add_picture(event, photograph(), "Room", NOW)
    assert [(one.words, one.logo) for one in pictures_of(event)] == [("New", True), ("Door", False)]


def test_a_picture_without_words_is_refused(event: Event) -> None:
    with pytest.raises(InvalidInput) as refused:
        add_picture(event, photograph(), "  ", NOW)
    assert (refused.value.field, pictures_of(event)) == ("words", [])


def test_the_next_event_of_a_series_has_the_same_pictures(owner: Account, event: Event) -> None:
    add_picture(event, photograph(), "Door", NOW)
    following = make_event(owner.body_id)
    expecting.copy_pictures(event, following)
    db.session.commit()
    (copy,) = pictures_of(following)
    assert copy.words == "Door"
    db.session.delete(event)
    db.session.commit()
    assert db.session.query(EventPicture).count() == 1
