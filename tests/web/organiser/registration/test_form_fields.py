"""The organiser chooses what the public form asks; each page follows at once."""

from flask.testing import FlaskClient

from scheduler.domain.people.fields import CHOSEN, off_at_first
from scheduler.models import Attendee, Event, db
from tests.builders import Account, make_attendee
from tests.builders.forms import as_posted, form_of
from tests.builders.pages import ask, page_of, words

NAMES = [field.name for field in CHOSEN]


def builder(event: Event) -> str:
    return f"/organise/events/{event.id}/form"


def asked(client: FlaskClient, url: str) -> list[str]:
    """The optional fields on a page, in its order."""
    controls = page_of(ask(client, "GET", url)).select("main [name]")
    return list(dict.fromkeys(str(c["name"]) for c in controls if c["name"] in NAMES))


def choose(owner: Account, event: Event, *names: str) -> None:
    posted = as_posted(ask(owner.client, "GET", builder(event))) | {"fields": list(names)}
    assert ask(owner.client, "POST", builder(event), data=posted).status_code == 303


def test_a_new_form_leaves_out_what_few_events_ask(owner: Account, event: Event) -> None:
    assert off_at_first() == ["role", "joins_online", "speak_to", "quiet_table", "buddy"]
    page = ask(owner.client, "GET", builder(event))
    on = [str(box["value"]) for box in form_of(page).select("input[name=fields][checked]")]
    assert on == [name for name in NAMES if name not in off_at_first()]


def test_the_form_the_own_page_and_the_preview_ask_what_is_chosen(
    owner: Account, client: FlaskClient, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee")
    db.session.commit()
    public, own = f"/e/{event.slug}/", f"/me/{ann.token}/details"
    assert "role" not in asked(client, public)
    choose(owner, event, "role", "asks")
    for visitor, url in (
        (client, public),
        (client, own),
        (owner.client, f"{builder(event)}/preview"),
    ):
        assert asked(visitor, url) == ["role", "asks"], url
    told = words(ask(client, "GET", f"/e/{event.slug}/data"))
    form, noted = told.split("What the organisers may note besides")
    assert ("What you can offer" in form, "What you can offer" in noted) == (False, True)


def test_what_is_no_longer_asked_stays_as_it_was_told(
    owner: Account, client: FlaskClient, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee", offers=["a room"], dietary="vegan")
    db.session.commit()
    choose(owner, event, "dietary")
    own = f"/me/{ann.token}/details"
    posted = as_posted(ask(client, "GET", own)) | {"dietary": "", "sector": "0"}
    assert ask(client, "POST", own, data=posted).status_code == 303
    db.session.expire_all()
    (ann,) = db.session.query(Attendee).all()
    assert (ann.offers, ann.dietary) == (["a room"], "")


def test_two_organisers_who_change_the_form_keep_what_each_chose(
    owner: Account, event: Event
) -> None:
    opened = as_posted(ask(owner.client, "GET", builder(event)))
    choose(owner, event, "dietary")
    answer = ask(owner.client, "POST", builder(event), data=opened | {"fields": ["access"]})
    assert answer.status_code == 400
    db.session.expire_all()
    assert [name for name in NAMES if name not in event.fields_off] == ["dietary"]
