"""Sign-up and the clock: what a page says before it saves, and times that come twice."""

from datetime import UTC, datetime

import pytest

from scheduler.models import Event, db
from tests.builders import Account, make_attendee
from tests.builders.forms import as_posted
from tests.builders.pages import after, errors_of, notices, places, texts, words
from tests.web.organiser.events.setting_pages import ASKED, DETAILS, SIGNUP, TOO_FAR, save


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"opens": "2035-06-02T09:00", "closes": "2035-06-01T09:00"},
         ["Sign-up must close after it opens: check the two times."]),
        ({"closes": "2035-03-25T01:30"},
         ["01:30 does not exist on 25 March 2035 in Europe/London: the clocks go forward that "
          "night. Choose another time."]),
        ({"priority_areas": "\n".join(f"Area {n}" for n in range(13))},
         ["At most 12 lines; these are 13."]),
        *(({name: "2926-12-04T09:00"}, [TOO_FAR]) for name in ("opens", "closes", "wishes_until")),
        ({"prompts": "x" * 201}, ["“" + "x" * 30 + "…” is longer than 200 characters."]),
    ],
)  # fmt: skip
def test_impossible_sign_ups_are_refused(
    owner: Account, ahead: Event, changes: dict[str, str], errors: list[str]
) -> None:
    assert errors_of(save(owner, ahead, "sign-up", **SIGNUP | changes)) == errors
    db.session.refresh(ahead)
    assert (ahead.signup_opens_at, ahead.signup_closes_at) == (None, None)


def test_more_places_go_to_who_waits(owner: Account, ahead: Event) -> None:
    save(owner, ahead, "sign-up", **SIGNUP | {"capacity": "2"})
    for name in ("Ann", "Bo"):
        make_attendee(ahead, name)
    cy = make_attendee(ahead, "Cy", state="waiting", waiting_since=datetime.now(UTC))
    asked = save(owner, ahead, "sign-up", **SIGNUP | {"capacity": "3"})
    sentence = (
        "From the waiting list, Cy gets a place. 1 email will be written but not sent: no email "
        "account is connected."
    )
    assert places(asked, sentence) == ["li"]
    db.session.refresh(cy)
    assert (cy.state, ahead.capacity) == ("waiting", 2)
    db.session.commit()
    changing = owner.client.post(asked.request.path, data=as_posted(asked, ASKED) | {"sure": "no"})
    assert as_posted(changing)["capacity"] == ["3"]
    saved = owner.client.post(asked.request.path, data=as_posted(asked, ASKED) | {"sure": "yes"})
    page = after(owner.client, saved)
    assert notices(page) == [
        "The sign-up settings are saved. 1 email is written but not sent: no email "
        "account is connected."
    ]
    db.session.refresh(cy)
    assert cy.state == "placed"


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (2, "The sign-up settings are saved."),
        (3, "1 person more than that holds a place; nobody loses it."),
        (4, "2 people more than that hold a place; nobody loses it."),
    ],
)
def test_fewer_places_than_people_is_said(
    owner: Account, ahead: Event, people: int, words: str
) -> None:
    for number in range(people):
        make_attendee(ahead, f"Person {number}")
    fewer = SIGNUP | {"capacity": "2"}
    if people > 2:
        asked = save(owner, ahead, "sign-up", **fewer).text
        assert places(asked, f"{people} people have a place, {people - 2} more than 2.") == ["li"]
    page = after(owner.client, save(owner, ahead, "sign-up", **fewer | {"sure": "yes"}))
    assert places(page, words) == ["div.notice.good"]
    assert places(page, "more than that") == ["div.notice.good"] * (people > 2)


def test_sign_up_that_closes_after_the_event_begins_is_said_before_saving(
    owner: Account, ahead: Event
) -> None:
    asked = save(owner, ahead, "sign-up", **SIGNUP | {"closes": "2035-12-04T09:00"})
    said = "sign-up ends when the event begins, at 08:30."
    assert places(asked, said) == ["li"]
    db.session.refresh(ahead)
    assert ahead.signup_closes_at is None
    db.session.commit()
    sure = {"closes": "2035-12-04T09:00", "sure": "yes"}
    assert save(owner, ahead, "sign-up", **SIGNUP | sure).status_code == 303


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_saved_untouched(
    owner: Account, ahead: Event, fold: int
) -> None:
    # 01:30 on 28 October 2035 is shown twice by the clocks of London.
    twice = datetime(2035, 10, 28, fold, 30, tzinfo=UTC)
    ahead.signup_opens_at = twice
    db.session.commit()
    page = f"/organise/events/{ahead.id}/sign-up"
    shown = as_posted(owner.client.get(page), "form.setting-form")
    assert shown["opens"] == ["2035-10-28T01:30"]
    assert owner.client.post(page, data=shown).status_code == 303
    db.session.refresh(ahead)
    assert ahead.signup_opens_at == twice


@pytest.mark.parametrize("fold", [0, 1])
def test_an_event_in_the_hour_that_comes_twice_is_saved_untouched(
    owner: Account, ahead: Event, fold: int
) -> None:
    ahead.starts_at = datetime(2035, 10, 28, fold, 30, tzinfo=UTC)
    ahead.ends_at = datetime(2035, 10, 28, 3, 30, tzinfo=UTC)
    stored = ahead.starts_at
    db.session.commit()
    page = f"/organise/events/{ahead.id}/details"
    shown = as_posted(owner.client.get(page)) | {"title": "Night breakfast"}
    assert owner.client.post(page, data=shown).status_code == 303
    db.session.refresh(ahead)
    assert (ahead.starts_at, ahead.title) == (stored, "Night breakfast")


def test_an_event_may_cross_midnight(owner: Account, ahead: Event) -> None:
    night = DETAILS | {"starts": "22:30", "ends": "00:30"}
    assert save(owner, ahead, "details", **night).status_code == 303
    db.session.refresh(ahead)
    assert (ahead.starts_at, ahead.ends_at) == (
        datetime(2035, 12, 4, 22, 30, tzinfo=UTC),
        datetime(2035, 12, 5, 0, 30, tzinfo=UTC),
    )
    db.session.commit()
    page = f"/organise/events/{ahead.id}/details"
    shown = as_posted(owner.client.get(page))
    assert (shown["starts"], shown["ends"]) == (["22:30"], ["00:30"])
    assert owner.client.post(page, data=shown).status_code == 303
    for there in ("", "agenda", "day"):
        assert owner.client.get(f"/organise/events/{ahead.id}/{there}").status_code == 200
    said = words(owner.client.get(f"/e/{ahead.slug}/"))
    assert texts(said, "dl.when-where time") == [
        "Tuesday 4 December 2035 22:30 to 00:30 on Wednesday"
    ]


@pytest.mark.parametrize(("starts", "ends"), [("10:30", "08:30"), ("18:30", "08:30")])
def test_an_end_that_is_a_slip_is_refused(
    owner: Account, ahead: Event, starts: str, ends: str
) -> None:
    answer = save(owner, ahead, "details", **DETAILS | {"starts": starts, "ends": ends})
    assert errors_of(answer) == ["The event must end after it starts: check the two times."]


def test_sign_up_is_closed_and_opened_by_a_button(owner: Account, ahead: Event) -> None:
    assert notices(after(owner.client, save(owner, ahead, "sign-up/close"))) == [
        "Sign-up is closed. Everybody who is signed up keeps their place."
    ]
    db.session.refresh(ahead)
    assert ahead.signup_closes_at is not None
    assert notices(after(owner.client, save(owner, ahead, "sign-up/open"))) == ["Sign-up is open."]
    db.session.refresh(ahead)
    assert ahead.signup_closes_at is None


def test_a_time_that_a_colleague_set_meanwhile_is_kept(owner: Account, ahead: Event) -> None:
    open_page = as_posted(owner.client.get(f"/organise/events/{ahead.id}/sign-up"))
    save(owner, ahead, "sign-up", **open_page | {"closes": ["2035-12-01T09:00"]})
    mine = open_page | {"prompts": ["What keeps you awake?"]}
    assert save(owner, ahead, "sign-up", **mine).status_code == 303
    db.session.refresh(ahead)
    assert ahead.signup_closes_at == datetime(2035, 12, 1, 9, tzinfo=UTC)
    assert (ahead.prompts, ahead.capacity) == (["What keeps you awake?"], 40)
