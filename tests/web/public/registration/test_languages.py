"""The public page in the language of whoever reads it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.domain.languages import LANGUAGES, Language, spoken
from scheduler.models import Attendee, Event, db
from tests.builders.forms import as_posted, form_of
from tests.builders.pages import page_of, title


@pytest.mark.parametrize(
    ("usual", "browser", "address", "said"),
    [
        ("en", "", "", "Get your personal link again"),
        ("en", "pl-PL,pl;q=0.9,en;q=0.7", "", "Otrzymaj ponownie swój osobisty link"),
        ("cy", "en-GB,en;q=0.9", "", "Cael eich dolen bersonol eto"),
        ("cy", "pl", "?lang=en", "Get your personal link again"),
    ],
)
def test_the_wish_goes_first_then_the_browser_then_the_event(
    client: FlaskClient, event: Event, usual: str, browser: str, address: str, said: str
) -> None:
    event.language = usual
    db.session.commit()
    there = f"/e/{event.slug}/lost-link{address}"
    assert title(client.get(there, headers={"Accept-Language": browser})) == said
    assert spoken().tag == "en", "what comes after the request is not in its language"


def test_who_signs_up_is_answered_and_kept_in_the_language_of_the_page(
    client: FlaskClient, event: Event
) -> None:
    page = client.get(f"/e/{event.slug}/?lang=pl")
    assert page_of(page).html["lang"] == "pl"
    there = str(form_of(page)["action"])
    typed = as_posted(page) | {"name": "Ann Lee", "organisation": "", "email": "ann@example.org"}
    refused = client.post(there, data=typed)
    assert [found.text for found in page_of(refused).select("p.error")] == [
        "Podaj nazwę swojej organizacji.",
        "Wybierz swój sektor albo „Nie wiem”.",
    ]
    thanks = client.post(there, data=typed | {"organisation": "Dom", "sector": "0"})
    assert title(client.get(thanks.headers["Location"])) == "Masz miejsce"
    assert db.session.scalars(select(Attendee.language)).all() == ["pl"]


def test_visitors_of_different_languages_are_shown_different_pages(
    client: FlaskClient, event: Event
) -> None:
    """The page is kept for all who come after, and not for those of another language."""
    buttons = [
        page_of(client.get(f"/e/{event.slug}/?lang={tag}")).select_one("button.primary").text
        for tag in ("cy", "en", "cy", "gd")
    ]
    assert buttons == ["Cofrestru", "Sign up", "Cofrestru", "Clàraich"]


def test_a_language_that_is_written_from_right_to_left_turns_the_page(
    client: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LANGUAGES, "ar", Language("ar", "العربية", "rtl"))
    html = page_of(client.get(f"/e/{event.slug}/?lang=ar")).html
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
