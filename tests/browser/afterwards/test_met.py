"""After the breakfast: each answer is kept as it is chosen, and can be taken back."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from scheduler.models import Attendee, TouchAnswer, db
from scheduler.services.afterwards.survey import begin_survey
from tests.browser.checks import check_page
from tests.browser.data import breakfast, rows
from tests.browser.server import Server
from tests.builders import make_plan


def test_an_answer_is_kept_at_once_and_taken_back(server: Server, phone: Page) -> None:
    ended = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    event = breakfast(server, people=3, starts_at=ended - timedelta(hours=2), ends_at=ended)
    with rows(server):
        ann, bea, cem = db.session.query(Attendee).filter_by(event_id=event.id).all()
        make_plan(event, [{1: [ann, bea, cem]}], published_at=event.starts_at)
        db.session.add(TouchAnswer(attendee_id=bea.id, other_id=ann.id, yes=True, said_at=ended))
        begin_survey(ann.event)
        db.session.commit()
        token, address = ann.token, bea.email
    phone.goto(f"{server.address}/me/{token}/")
    row, everybody = phone.locator(".met").first, phone.locator("[name=everybody]")
    expect(phone.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    expect(phone.locator(".button.primary:visible")).to_have_text("Answer the questions")
    expect(row.locator(".own-note")).to_be_hidden()
    row.get_by_text("Yes", exact=True).tap()
    expect(phone.locator(".met-saved")).to_contain_text("Saved.")
    expect(row.locator(".both")).to_contain_text(str(address))
    expect(row.locator(".own-note")).to_be_visible()
    expect(everybody).to_have_text("Yes to everybody else (1)")
    check_page(phone)
    phone.reload()
    expect(row.get_by_role("radio", name="Yes")).to_be_checked()
    row.get_by_text("Not now", exact=True).tap()
    expect(row.locator(".both")).to_be_hidden()
    phone.get_by_role("button", name="Undo").tap()
    expect(row.locator(".both")).to_be_visible()
    expect(row.get_by_role("radio", name="Yes")).to_be_checked()
