"""Saying what to expect, and what the public page makes of it."""

from io import BytesIO

from scheduler.models import Event
from scheduler.services.events.place.expecting import pictures_of
from tests.builders import Account
from tests.builders.forms import as_posted
from tests.builders.pages import errors_of, notices, page_of, said
from tests.exports.pictures.test_photographs import photograph


def test_words_and_pictures_stand_on_the_public_page(owner: Account, event: Event) -> None:
    there = f"/organise/events/{event.id}/expect"
    typed = as_posted(owner.client.get(there)) | {"noise": "Loud at first.\nA quiet room upstairs."}
    shown = owner.client.get(owner.client.post(there, data=typed).headers["Location"])
    assert notices(shown) == ["What to expect is saved."]
    picture = {"file": (BytesIO(photograph()), "door.jpg"), "words": "A red <door>"}
    added = owner.client.post(f"{there}/pictures", data=picture)
    shown = owner.client.get(added.headers["Location"])
    assert notices(shown) == ["The picture is on the public page."]

    page = page_of(owner.client.get(f"/e/{event.slug}/"))
    assert said(page.select_one(".expect dd")) == "Loud at first. A quiet room upstairs."
    image = page.select_one(".expect img")
    assert (image["alt"], image["width"], image["height"]) == ("A red <door>", "40", "60")
    shown = owner.client.get(str(image["src"]))
    assert (shown.mimetype, shown.headers["Cache-Control"].split(",")[0]) == (
        "image/webp",
        "public",
    )

    (kept,) = pictures_of(event)
    owner.client.post(f"{there}/pictures/remove", data={"picture": kept.id})
    assert page_of(owner.client.get(f"/e/{event.slug}/")).select(".expect img") == []


def test_what_is_no_picture_is_refused_beside_the_field(owner: Account, event: Event) -> None:
    picture = {"file": (BytesIO(b"%PDF"), "door.jpg"), "words": "A door"}
    there = f"/organise/events/{event.id}/expect/pictures"
    assert errors_of(owner.client.post(there, data=picture)) == [
        "This is not a picture that can be read: choose a JPEG, PNG or WebP."
    ]
