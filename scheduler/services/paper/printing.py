"""One PDF of whatever was chosen, made by a worker and kept until it was fetched.

A job's row is the truth, as for plans. The file and the job's end are one transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from scheduler.domain.english import count
from scheduler.domain.messages.links import Links
from scheduler.domain.paper.out_of_date import EVERY_KIND, OWN_KINDS
from scheduler.domain.paper.wish import BY_KEY, Wish
from scheduler.domain.states import JobKind, JobState
from scheduler.errors import NotFound
from scheduler.exports.paper.print_run import preview_png, print_pdf
from scheduler.models import Event, Job, PrintFile, db, transaction
from scheduler.models.database import changed_rows, reading
from scheduler.services.background import jobs
from scheduler.services.background.carrying_out import carry_out_job
from scheduler.services.background.heartbeat import Heartbeat
from scheduler.services.paper.parts import parts_of, plan_shown
from scheduler.services.paper.prints import note_badges, note_print

KEPT_FOR: Final = timedelta(days=1)
_TRIMMED: Final = {
    "hosts": ("tables", 1),
    "rounds": ("rounds", 1),
    "wall": ("wall", 30),
    "badges": ("sheets", 1),
    "desk-list": ("parts", 1),
    "cards": ("sheets", 1),
    "tents": ("badges", 1),
    "numbers": ("tables", 1),
    "wall-a3": ("wall", 30),
}
"""How much of a part its first page needs."""

_CRASHED: Final = (
    "Something went wrong while the PDF was being made. Press the button again; if it happens "
    "again, tell whoever runs this server."
)


def request_print(event: Event, wish: Wish, links: Links, now: datetime) -> Job:
    """Return the open job that makes just this, or a new one."""
    arguments = wish.stored() | {"base": links.base}
    with transaction():
        # Two presses at the same moment wait for each other here.
        db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
        job = jobs.open_job(event.id, JobKind.PRINT)
        if job and job.arguments == arguments:
            return job
        return jobs.queue_job(JobKind.PRINT, event.id, arguments, now)


def preview(event: Event, wish: Wish, links: Links, now: datetime) -> bytes:
    """A small picture of the first page of the wish's one paper."""
    placing = wish.placing()
    part = next(parts_of(event, wish, links, now, most=placing.format.each))
    if trimmed := _TRIMMED.get(part["kind"]):
        part |= {trimmed[0]: part[trimmed[0]][: trimmed[1]]}
    return preview_png(event.title, part)


def run(job_id: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Carry out a queued job unless another worker has it; it ends with a file or a reason."""
    carry_out_job(
        job_id,
        lambda attempt: _make(job_id, attempt, clock()),
        clock,
        name="printing",
        crashed=_CRASHED,
    )


def file_of(event: Event, job_id: int) -> PrintFile:
    """Return what a job has made. Raises NotFound when it is gone."""
    found = db.session.scalar(
        select(PrintFile).where(PrintFile.job_id == job_id, PrintFile.event_id == event.id)
    )
    if found is None:
        raise NotFound("That PDF is no longer kept. Make it again.")
    return found


def purge_files(now: datetime) -> int:
    """Delete the files that were made longer than KEPT_FOR ago; how many."""
    with transaction():
        return changed_rows(delete(PrintFile).where(PrintFile.made_at < now - KEPT_FOR))


def _make(job_id: int, attempt: int, now: datetime) -> None:
    report: dict[str, Any] = {}
    engine = db.engine

    def beat() -> bool:
        return jobs.beat(engine, job_id, attempt, dict(report))

    with Heartbeat(beat, jobs.HEARTBEAT / 2, job=job_id):
        # On SQLite the beat itself would wait for a lock that is held here.
        with reading():
            job = db.session.get_one(Job, job_id, populate_existing=True)
            wish, links = Wish.read(job.arguments), Links(job.arguments["base"])
            event = db.session.get_one(Event, job.event_id)
            event_id, title, plan = event.id, event.title, plan_shown(event, wish)
            plan_id = plan.id if plan else None
            parts = list(_told_parts(parts_of(event, wish, links, now), len(wish.papers), report))
        # The database is left alone while the pages are set.
        content = print_pdf(title, parts)
    with transaction():
        changed_rows(delete(PrintFile).where(PrintFile.event_id == event_id))
        db.session.add(PrintFile(job_id=job_id, event_id=event_id, content=content, made_at=now))
        if not jobs.finish(job_id, attempt, JobState.DONE, now):
            db.session.rollback()
            return
    _remember(event_id, plan_id, wish, now)


def _told_parts(
    parts: Iterable[dict[str, Any]], number: int, report: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """The parts, each told in the report once it is made; then what is done with all of them."""
    badges = 0
    for done, part in enumerate(parts, 1):
        report |= {"done": done, "of": number, "now": BY_KEY[part["kind"]].title}
        badges += len(part["badges"]) if part["kind"] == "badges" else 0
        yield part
    report["now"] = f"{count(badges, 'badge')} and their sheets" if badges else "the pages"


def _remember(event_id: int, plan_id: int | None, wish: Wish, now: datetime) -> None:
    event = db.session.get_one(Event, event_id)
    for kind in OWN_KINDS:
        if kind in wish.papers:
            tables = kind == "badges" and wish.placing().format.tall
            note_badges(event, kind, wish.only, now, tables)
    plan = plan_shown(event, wish) if plan_id else None
    if plan is None or plan.id != plan_id:
        return
    for kind in EVERY_KIND:
        if kind in {paper.removesuffix("-a3") for paper in wish.papers}:
            note_print(event, plan, kind, now)
