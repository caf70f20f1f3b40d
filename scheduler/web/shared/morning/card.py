"""The card of somebody whom a desk put on the list: their tables, and the code of their page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Response, current_app
from flask.typing import ResponseReturnValue

from scheduler.errors import NotFound
from scheduler.exports.paper.qr import qr_svg
from scheduler.models import Event
from scheduler.services.morning.chairs import rounds_without_table
from scheduler.services.morning.desk.guests import Guest, GuestList
from scheduler.services.morning.desk.handing_over import DeskOf, handed_over, tables_from
from scheduler.services.paper.badges import card_pdf
from scheduler.web.shared.links import links_for


@dataclass(frozen=True, slots=True)
class ShownCard:
    """Whose card it is, and the rounds to come with their table, None where they have none.

    ``without``: the rounds in which they have none yet. ``code`` is drawn, and "" once it opens
    nothing any more; ``opened_at``: when it was used.
    """

    guest: Guest
    tables: Sequence[tuple[int, int | None]]
    without: Sequence[int]
    code: str
    until: datetime | None
    opened_at: datetime | None


def card_of(listed: GuestList, desk: DeskOf, attendee_id: int, now: datetime) -> ShownCard | None:
    """The card, if that desk may show it; None for everybody else."""
    guest = listed.of(attendee_id) if attendee_id else None
    if guest is None:
        return None
    try:
        row = handed_over(listed.event, guest.id, desk, now)
    except NotFound:
        return None
    works = row.code and row.works_until and row.works_until > now
    without = rounds_without_table(row.attendee, listed.begun)
    address = links_for(current_app).own_page(row.code) if works and row.code else ""
    return ShownCard(
        guest=guest,
        tables=tables_from(listed.event, guest.id, listed.round),
        without=without,
        code=qr_svg(address, "QR code of their own page") if address else "",
        until=row.works_until if works else None,
        opened_at=row.opened_at,
    )


def printed_card(event: Event, desk: DeskOf, attendee_id: int) -> ResponseReturnValue:
    """The card as a PDF of one page. Raises NotFound for whom that desk did not put on the list."""
    handed_over(event, attendee_id, desk, datetime.now(UTC))
    content = card_pdf(event, links_for(current_app), attendee_id)
    response = Response(content, content_type="application/pdf")
    response.headers["Cache-Control"] = "no-store"
    response.headers.set("Content-Disposition", "inline", filename="card.pdf")
    return response
