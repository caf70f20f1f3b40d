"""Far too much text from strangers: refused before anything that reads letter by letter sees it."""

import io
import unicodedata
from time import thread_time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.recoverable import generate_reset_password_token

from scheduler.domain.people.email_addresses import LONGEST, email_key, is_address, tidy_address
from scheduler.domain.people.import_headings import heading_words
from scheduler.domain.people.names import name_key
from scheduler.domain.text import MOST_MARKS, normalized, one_line
from scheduler.models import Event
from scheduler.services.accounts import set_up as accounts
from scheduler.web.factory import STRANGERS_BODY
from tests.builders import Account, make_attendee
from tests.builders.forms import as_posted, form_of
from tests.builders.pages import errors, title

LONG = "e" + "\u0323\u0301" * 4_800
"""As much of the slowest text there is as a body may hold, in UTF-8 and percent signs."""

LONGEST_FIELD = 2_000


@pytest.fixture
def longest_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of all texts that anybody had normalised, libraries included."""
    lengths: list[int] = []
    real = unicodedata.normalize

    def noting(form: Any, text: str) -> str:
        lengths.append(len(text))
        return real(form, text)

    monkeypatch.setattr(unicodedata, "normalize", noting)
    return lengths


def pages(app: Flask, event: Event, owner: Account) -> list[str]:
    """Every page with a form that somebody without an account can post."""
    ann = make_attendee(event, "Ann Lee", email="ann@example.org")
    with app.test_request_context():
        token = generate_reset_password_token(owner.user)
    return [
        f"/e/{event.slug}/",
        f"/e/{event.slug}/lost-link",
        f"/me/{ann.token}/details",
        f"/me/{ann.token}/email",
        "/sign-in",
        "/reset-password",
        f"/reset-password/{token}",
    ]


def walk(app: Flask, addresses: list[str]) -> list[str]:
    """Post each form once for each of its fields, with far too much in that one field."""
    tried = []
    for page in addresses:
        before = app.test_client().get(page)
        assert before.status_code == 200, page
        address = form_of(before).get("action") or page
        sent = as_posted(before)
        for name in sent:
            answer = app.test_client().post(str(address), data=sent | {name: [LONG]})
            assert answer.status_code in (200, 303, 400), (page, name)
            tried.append(f"{page} {name}")
    return tried


def test_no_field_of_a_stranger_reaches_what_reads_it_slowly(
    app: Flask, event: Event, owner: Account, longest_read: list[int]
) -> None:
    tried = walk(app, pages(app, event, owner))
    assert len(tried) > 20
    assert longest_read
    assert max(longest_read) <= LONGEST_FIELD


def test_nor_does_a_field_of_the_first_visit(app: Flask, longest_read: list[int]) -> None:
    tried = walk(app, [f"/set-up/{accounts.new_setup_link()}"])
    assert {name.rpartition(" ")[2] for name in tried} >= {"name", "email", "password"}
    assert max(longest_read, default=0) <= LONGEST_FIELD


def test_the_field_says_what_is_wrong_with_it(client: FlaskClient, event: Event) -> None:
    page = client.get(f"/e/{event.slug}/")
    sent = as_posted(page) | {
        "name": [LONG],
        "organisation": ["Shopmobility"],
        "sector": ["0"],
        "email": ["a@example.org"],
    }
    answer = client.post(f"/e/{event.slug}/sign-up", data=sent)
    assert (answer.status_code, errors(answer)) == (
        400,
        ["“Name” can have at most 200 characters."],
    )


@pytest.mark.parametrize("address", ["/sign-in", "/reset-password"])
def test_a_stranger_cannot_send_a_long_body(client: FlaskClient, address: str) -> None:
    answer = client.post(address, data={"email": "a" * STRANGERS_BODY})
    assert (answer.status_code, title(answer)) == (413, "That is too much at once")


def test_an_organiser_may_send_a_list(owner: Account, event: Event) -> None:
    address = f"/organise/events/{event.id}/people/import"
    rows = b"".join(b"Ann Lee %d,Shopmobility,voluntary\n" % n for n in range(4000))
    file = (io.BytesIO(b"name,organisation,sector\n" + rows), "people.csv")
    answer = owner.client.post(address, data={"file": file})
    assert len(rows) > STRANGERS_BODY
    assert answer.status_code == 303


def test_a_run_of_marks_is_cut_and_writing_is_not(longest_read: list[int]) -> None:
    run = "e" + "\u0323\u0301" * 100_000
    assert len(normalized("NFD", run)) == 1 + MOST_MARKS
    assert longest_read == [1 + MOST_MARKS]
    for text in ("Zoë", "Nguyễn Thị Hồng", "कमला", "ภิญโญ", "e\u0301", "x" * 5000):
        assert normalized("NFC", text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("key", [name_key, email_key, one_line, tidy_address])
def test_keys_of_endless_text_are_soon_made(key: Any, longest_read: list[int]) -> None:
    key("a@" + "e" + "\u0323\u0301" * 100_000)
    assert max(longest_read, default=0) <= 2 * LONGEST


def test_an_endless_address_is_none() -> None:
    assert not is_address(tidy_address("a@" + "b" * 200_000 + ".org"))


def test_a_heading_of_brackets_is_read_once() -> None:
    began = thread_time()
    assert heading_words("(" * 30_000) == ""
    # Read from each of them to its end it takes twenty seconds of processor.
    assert thread_time() - began < 5
    assert heading_words("E-mail (as on your badge)*") == "e mail"
