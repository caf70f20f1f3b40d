"""Long pages are sent compressed to browsers that take them."""

import gzip

from flask.testing import FlaskClient

from scheduler.models import Event
from scheduler.web.app.packed_pages import MOST_RANDOM, _packed

ASKED = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_long_page_comes_compressed_where_it_is_taken(client: FlaskClient, event: Event) -> None:
    path = f"/e/{event.slug}/"
    plain, packed = client.get(path), client.get(path, headers=ASKED)
    assert (plain.content_encoding, packed.content_encoding) == (None, "gzip")
    assert "Accept-Encoding" in plain.vary
    page = gzip.decompress(packed.data)
    assert (event.title.encode() in page, page[-8:]) == (True, plain.data[-8:])
    assert packed.content_length == len(packed.data) < len(page) // 2


def test_a_short_page_is_sent_as_it_is(client: FlaskClient) -> None:
    answer = client.get("/sign-in", headers=ASKED)
    assert (answer.status_code, answer.content_encoding) == (200, None)


def test_the_length_says_nothing_of_what_stands_in_a_page() -> None:
    page = b"the same page" * 1000
    lengths = {len(_packed(page)) for _ in range(60)}
    assert 10 < len(lengths) <= MOST_RANDOM
