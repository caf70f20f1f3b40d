"""A host's table on their phone: who is missing, a call for help, commitments, the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from scheduler.domain.languages import gettext
from scheduler.domain.morning.clock import Phase
from scheduler.domain.planning.round_table import Mark, RoundTable, Sitter, draw
from scheduler.errors import CrosstalkError, InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee
from scheduler.models.database import reading
from scheduler.services.afterwards import commitments
from scheduler.services.morning import hosting
from scheduler.services.morning.hosting import HostsTable
from scheduler.services.people.presence import news_of
from scheduler.services.planning.rounds import clock as clocks
from scheduler.services.planning.rounds.clock import Press
from scheduler.services.planning.rounds.personal_rounds import personal_rounds
from scheduler.web.access import personal, secret_link
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.attendee.keeping import let_keep
from scheduler.web.attendee.morning.now import remembered
from scheduler.web.shared.afterwards.commitments import read_day
from scheduler.web.shared.morning.desk import news
from scheduler.web.shared.morning.live import left_words, live_state, rooms, state_of
from scheduler.web.shared.notices import redirect_saying
from scheduler.web.shared.numbers import number

PRESSES = (Press.NEXT, Press.PAUSE, Press.GO_ON, Press.MINUTE, Press.BACK)
"""The buttons of the clock that a host may have."""
SLOWEST_MS: Final = 3_000
"""How often a host's page asks at least: people arrive before the clock is ready, too."""
COUNTS_FROM: Final = timedelta(minutes=5)
"""Before that, a host sees when the first round begins; then how long it still takes."""


@blueprint.get("/table")
@personal
def table(attendee: Attendee) -> ResponseReturnValue:
    """The host's table in the round that is on or comes next."""
    if attendee.host_table is None:
        return redirect(url_for("attendee.page", token=attendee.token))
    now = datetime.now(UTC)
    response = make_response(_page(attendee, now))
    return let_keep(response, attendee, now) if _is_kept(attendee, now) else response


def _is_kept(host: Attendee, now: datetime) -> bool:
    return bool(personal_rounds(host)) and now < host.event.ends_at


@blueprint.get("/table/now")
@secret_link("token", remembered)
def table_now(event_id: int, attendee_id: int) -> ResponseReturnValue:
    """What a host's open page asks for: the clock, and whether anybody has come or gone."""
    there = news.get(event_id, lambda: news_of(event_id))
    return _state(live_state(event_id, datetime.now(UTC)), there)


def _state(state: dict[str, Any], there: str) -> dict[str, Any]:
    """The state of the room, with a key that changes with who is there, too."""
    return state | {"key": f"{state['key']}/{there}", "every": min(state["every"], SLOWEST_MS)}


def _page(attendee: Attendee, now: datetime, refused: str = "") -> str:
    """The host's page; after a press that was ``refused``, with what was typed."""
    # Not from memory, and before the page is made: what changes meanwhile is then new to it.
    there = news_of(attendee.event_id)
    found = hosting.hosted_table(attendee, now)
    left = found.clock.left(now) if found.clock else timedelta()
    waits = found.clock and found.clock.phase is Phase.BEFORE and left > COUNTS_FROM
    return render_template(
        "attendee/morning/table.html",
        refused=refused,
        kept=request.form,
        attendee=attendee,
        event=attendee.event,
        table=found,
        drawing=_drawing(attendee, found),
        over=clocks.morning_is_over(attendee.event, now),
        state=_state(state_of(found.room, now), there),
        keep=_is_kept(attendee, now),
        undoable=found.room is not None and found.room.undoable(now),
        pressed="pressed" in request.args,
        left=left_words(left.total_seconds()),
        begins=now + left if waits else None,
        commitments=commitments.noted_by(attendee),
    )


def _drawing(host: Attendee, table: HostsTable) -> RoundTable:
    """The table with its host's seat ringed; whoever is missing is drawn in outline."""

    def sitter(person: Attendee, *marks: Mark) -> Sitter:
        sector, own = person.sector, person.id == host.id
        name, style = (sector.name, sector.style) if sector else ("", 0)
        return Sitter(person.name, name, style, host=own, you=own, marks=frozenset(marks))

    others = [sitter(at.person, *[Mark.ABSENT] * (at.missing or at.away)) for at in table.people]
    return draw(table.number, [sitter(host, Mark.FOLLOWED), *others], 320)


@blueprint.post("/table")
@personal
def table_act(attendee: Attendee) -> ResponseReturnValue:
    """One button of the host's page."""
    if attendee.host_table is None:
        # They may have typed what was agreed: the refusal shows it.
        raise RuleBroken(gettext("You host no table at this event any more."), Rule.NOT_NOW)
    there = url_for("attendee.table", token=attendee.token)
    try:
        said = _done(attendee, request.form, datetime.now(UTC))
    except CrosstalkError as error:
        with reading():
            return _page(attendee, datetime.now(UTC), error.sentence), 409
    news.forget()
    rooms.forget()
    if said:
        return redirect_saying(said, there)
    # The fold with the clock's buttons is open: what was pressed can be taken back there.
    return redirect(url_for("attendee.table", token=attendee.token, pressed=1), 303)


def _done(host: Attendee, form: MultiDict[str, str], now: datetime) -> str:
    """The sentence for what was done; empty where the page shows it."""
    who = form.get("who", 0, type=number)
    round_ = form.get("round", 0, type=number)
    match form.get("what"):
        case "missing":
            name = hosting.note_missing(host, who, round_, True, now)
            return gettext(
                "%(name)s is noted as missing in round %(number)s. The organisers see it.",
                name=name,
                number=round_,
            )
        case "there":
            name = hosting.note_missing(host, who, round_, False, now)
            return gettext("%(name)s is here.", name=name)
        case "help":
            hosting.ask_for_help(host, form.get("words", "")[:1000], now)
            return gettext("The organisers see that you ask for help.")
        case "commit":
            due = read_day(form.get("due", ""))
            commitments.note_commitment(host, who, form.get("words", "")[:1000], due, now)
            return gettext("Noted.")
        case "forget":
            commitments.remove_commitment(host, who)
            return gettext("Removed.")
    return _pressed(host, form, round_, now)


def _pressed(host: Attendee, form: MultiDict[str, str], round_: int, now: datetime) -> str:
    """Press the clock, for a host who may."""
    hosting.check_runs_clock(host)
    try:
        what, phase = Press(form.get("what", "")), Phase(form.get("phase", ""))
    except ValueError:
        what, phase = Press.BACK, Phase.BEFORE
    if what not in PRESSES:
        raise InvalidInput("That is not a button of this page. Press one of these.")
    done = clocks.press(host.event, what, (phase, round_), now, 0)
    return "" if done else gettext("The clock had already moved on. This is the clock now.")
