"""An event with something of everything, in any amount."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from scheduler.domain.accounts.roles import TeamRole
from scheduler.domain.people.questions.custom import QuestionDraft, field_name
from scheduler.domain.people.questions.description import Kind, Reader
from scheduler.domain.states import DeskKind
from scheduler.models import (
    Attendee,
    ClockRight,
    Commitment,
    Consent,
    Event,
    EventPicture,
    GlossaryTerm,
    GroupMessage,
    GroupRule,
    HelpCall,
    Job,
    Membership,
    Missing,
    PairRule,
    Plan,
    PrintFile,
    Project,
    Question,
    RoomClock,
    RoundRating,
    SeatingWish,
    Sector,
    db,
)
from scheduler.services.accounts.team import new_user
from scheduler.services.afterwards.reports import begin_report, share
from scheduler.services.afterwards.survey import begin_survey as begin_survey
from scheduler.services.morning.desk_links import make_link
from scheduler.services.people.contacts import contacts_of, merge
from scheduler.services.people.importing.import_run import run_import
from scheduler.services.people.importing.staging import stage
from scheduler.services.planning.rounds.clock import make_ready
from scheduler.services.registration.answers.questions import add_question
from scheduler.services.registration.answers.values import write_values
from tests.builders import (
    NOW,
    SECTORS,
    make_attendee,
    make_event,
    make_mail,
    make_plan,
    make_series,
)
from tests.builders.accounts import ORGANISER, make_invitation, make_passkey, make_program_key
from tests.builders.people import make_exchanges, make_hand_over
from tests.builders.plans import make_working_group

SEATS = 5
WORD = {"term": "IJB", "term_key": "ijb", "meaning": "The board"}
CSV = b"name,organisation,sector,email\r\nAda Byron,Engines,Voluntary,ada@example.org\r\n,,,x\r\n"


@dataclass(frozen=True)
class Populated:
    """The values that stand for a route's arguments; a tuple stands for each of its values."""

    event: Event
    arguments: dict[str, Any]


def populate(body_id: int, size: int = 1) -> Populated:
    """An event of the body with ``size`` of each thing a page may list, and as many more events.

    Of attendees there are six times as many: some of every sector and of every state.
    """
    for _ in range(size):
        make_event(body_id)
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=14)
    event = make_event(
        body_id, capacity=4 * size, starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    placed, waiting, gone = _people(event, size)
    arguments = _around(event, placed, size)
    arguments |= {"token": (placed[0].token, waiting.token, gone.token)}
    placed[0].new_email, placed[0].new_email_code = "new@example.org", f"code-{event.id}"
    placed[0].new_email_until = datetime.now(UTC) + timedelta(days=1)
    placed[0].feed_token = f"feed-{event.id}"
    arguments |= {"code": placed[0].new_email_code, "feed_token": placed[0].feed_token}
    make_ready(event, runs_itself=False, now=NOW)
    begin_survey(event)
    arguments |= {"screen_token": db.session.get_one(RoomClock, event.id).screen_token}
    link = make_link(event, "Jean at the door")
    arguments |= {"desk_token": link.token, "link_id": link.id}
    tablet, code = make_link(event, "Tablet", DeskKind.TABLET), make_hand_over(placed[0], link.id)
    arguments |= {"tablet_token": tablet.token, "page_token": code}
    _hosting(placed[0])
    arguments |= _team(event) | {"attendee_id": (placed[0].id, waiting.id, gone.id)}
    arguments |= _series(event, size)
    arguments |= _report(event) | make_exchanges(event, *placed[:3])
    own = select(Commitment.id).where(Commitment.event_id == event.id)
    words = select(GlossaryTerm.id).where(GlossaryTerm.event_id == event.id)
    arguments |= {"commitment_id": db.session.scalar(own), "term_id": db.session.scalar(words)}
    arguments |= {"project_id": _project(event, arguments["commitment_id"])}
    make_working_group(event, placed[:3])
    found = Populated(event, arguments)
    # SQLite's write lock must be free for the requests to come.
    db.session.commit()
    return found


def _people(event: Event, size: int) -> tuple[list[Attendee], Attendee, Attendee]:
    """Those who have a place, the last who waits, and the last who has cancelled."""
    placed = [
        make_attendee(event, f"{sector} Person{n:03}", sector, email=f"{sector}{n}@example.org")
        for n in range(size)
        for sector in (*SECTORS, None)
    ]
    for n in range(size):
        waiting = make_attendee(event, f"Waiting Person{n:03}", state="waiting", waiting_since=NOW)
        make_attendee(event, f"Asking Person{n:03}", state="asked")
        gone = make_attendee(event, f"Gone Person{n:03}", state="cancelled", cancelled_at=NOW)
    return placed, waiting, gone


def _hosting(host: Attendee) -> None:
    """A host who misses somebody, asks for help and has noted what was agreed."""
    host.host_table = 1
    event = {"event_id": host.event_id}
    db.session.add_all(
        [
            Missing(**event, attendee_id=host.id, round=1, table=1, noted_at=NOW),
            HelpCall(**event, host_id=host.id, table=1, words="Chairs", asked_at=NOW),
            Commitment(**event, who_id=host.id, what="Call", noted_by_id=host.id, noted_at=NOW),
            ClockRight(**event, host_id=host.id),
            RoundRating(attendee_id=host.id, round=1, worth=True, said_at=NOW),
            GlossaryTerm(**event, **WORD, added_by_id=host.id, added_at=NOW),
        ]
    )
    db.session.commit()


def _around(event: Event, placed: list[Attendee], size: int) -> dict[str, Any]:
    arguments = _rules(event, placed, size) | _messages(event, placed[0], size)
    draft = _plan(event, 1, "draft", placed)
    published = _plan(event, 2, "published", placed)
    for number in range(3, 3 + size):
        _plan(event, number, "draft", placed)
    jobs = [_job(event, draft) for _ in range(size)]
    db.session.add_all(jobs)
    db.session.flush()
    printed = {"job_id": jobs[0].id, "event_id": event.id}
    db.session.add(PrintFile(**printed, content=b"%PDF", made_at=NOW))
    seen = {"words": "A red door", "mimetype": "image/webp", "width": 4, "height": 3}
    picture = {"event_id": event.id, "name": "door", "content": b"RIFF", "created_at": NOW}
    db.session.add(EventPicture(**picture, **seen))
    db.session.commit()
    used, unused = (stage(event, "people.csv", CSV, NOW) for _ in range(2))
    run_import(event, used, ORGANISER, NOW, raise_capacity=False)
    question = _question(event, placed)
    return arguments | {
        "event_id": event.id,
        "slug": event.slug,
        "picture_name": "door",
        "sector_id": db.session.scalar(select(Sector.id).where(Sector.event_id == event.id)),
        "plan_id": draft.id,
        "number": (draft.number, published.number),
        "kind": ("hosts", "rounds", "wall"),
        "email_kind": ("signed_up", "rounds_changed"),
        "paper": ("kitchen", "desk-list", "agenda", "sign-up"),
        "job_id": jobs[0].id,
        "import_id": (used.id, unused.id),
        "item_id": event.agenda[0].id,
        "question_id": question.id,
        "reminder_key": "day",
        "round_number": 1,
        "table": 1,
    }


def _rules(event: Event, placed: list[Attendee], size: int) -> dict[str, Any]:
    """Pairs who are kept apart, a rule about groups, and what the first of each pair agreed to."""
    pairs = [(placed[4 * n], placed[4 * n + 1]) for n in range(size)]
    rules = [PairRule(event_id=event.id, kind="apart", a_id=a.id, b_id=b.id) for a, b in pairs]
    of_groups = GroupRule(event_id=event.id, kind="wish", one="sector-0", other="sector-0")
    said = {"kind": "photo", "wording": "Yes.", "given_at": NOW}
    agreed = [Consent(attendee_id=a.id, **said) for a, _b in pairs]
    wishes = [
        SeatingWish(attendee_id=a.id, kind="wish", words="Bo Ek", said_at=NOW) for a, _b in pairs
    ]
    db.session.add_all([*rules, of_groups, *agreed, *wishes])
    db.session.commit()
    return {"rule_id": rules[0].id, "group_rule_id": of_groups.id, "wish_id": wishes[0].id}


def _messages(event: Event, to: Attendee, size: int) -> dict[str, Any]:
    """Emails in each state, and one to a group that waits to be sent."""
    mails = [
        make_mail(event, to, recipient=f"a{n}@example.org", state=state)
        for n in range(size)
        for state in ("sent", "failed", "queued")
    ]
    message = GroupMessage(
        event_id=event.id, submission=f"key-{event.id}", audience="everybody", subject="Hello",
        created_at=NOW,
    )  # fmt: skip
    db.session.add(message)
    db.session.commit()
    make_mail(event, to, group_message_id=message.id, kind="own_words", state="queued")
    return {"mail_id": mails[0].id, "message_id": message.id}


def _question(event: Event, people: list[Attendee]) -> Question:
    """A question that everybody has answered."""
    draft = QuestionDraft(Kind.CHOICE, "Stall?", "To order tables.", choices=("Yes", "No"),
                          seen=(Reader.HOSTS,), kept_days=30)  # fmt: skip
    question = add_question(event, draft, NOW)
    for person in people:
        write_values(person, {field_name(question.id): "Yes"}, NOW)
    db.session.commit()
    return question


def _team(event: Event) -> dict[str, Any]:
    """Another member of the event's organisation with a passkey, and somebody who is invited."""
    user = new_user("Hetty Host", f"hetty{event.id}@example.org", "no password", NOW)
    db.session.add(member := Membership(user=user, body_id=event.body_id, role=TeamRole.HOST))
    invited = make_invitation(event.body_id, f"join-{event.id}", email=f"i{event.id}@example.org")
    return {
        "body_id": event.body_id,
        "member_id": member.id,
        "passkey_id": make_passkey(user).id,
        "invitation_id": invited.id,
        "key_id": make_program_key(event.body_id),
        "invitation_token": f"join-{event.id}",
    }


def _series(event: Event, size: int) -> dict[str, Any]:
    """The event in a series with an earlier one; a person of each is merged into one."""
    starts = event.starts_at - timedelta(days=91)
    earlier = make_event(event.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    for n in range(size):
        make_attendee(earlier, f"Voluntary Person{n:03}", email_key=f"old{n}@example.org")
        make_attendee(earlier, f"Earlier Person{n:03}")
    series = make_series(earlier, event)
    known = {person.latest.name: person.id for person in contacts_of(series).people}
    merge(series, [known["Earlier Person000"], known["Waiting Person000"]])
    return {"series_id": series.id, "contact_id": known["Waiting Person000"]}


def _report(event: Event) -> dict[str, Any]:
    """The report of the event and of its series; partners have the link of the first."""
    assert event.series is not None
    begin_report(event.series)
    report = begin_report(event)
    share(report, listed=False)
    return {
        "report_token": report.token,
        "act": ("begin", "share", "public", "end"),
        "file": ("pdf", "csv", "seats"),
        "shared_file": ("pdf", "csv"),
    }


def _project(event: Event, commitment_id: int) -> int:
    """What grew out of what a host said they would do."""
    said = {"title": "A sewing room", "partners": ["Threads"], "told": True, "created_at": NOW}
    project = Project(event_id=event.id, commitment_id=commitment_id, **said)
    db.session.add(project)
    db.session.commit()
    return project.id


def _plan(event: Event, number: int, state: str, people: list[Attendee]) -> Plan:
    """Everybody moves on by one table in every round."""
    tables = -(-len(people) // SEATS)
    seating: list[dict[int | None, list[Attendee]]] = []
    for turn in range(1, event.rounds + 1):
        seating.append({})
        for place, person in enumerate(people):
            seating[-1].setdefault((place // SEATS + turn) % tables + 1, []).append(person)
    changes = {"limits": ["Four rounds are few."], "worst_off": [people[0].id]}
    return make_plan(event, seating, state, number=number, status="feasible", **changes)


def _job(event: Event, plan: Plan) -> Job:
    return Job(
        kind="plan",
        event_id=event.id,
        state="done",
        attempts=1,
        created_at=NOW,
        started_at=NOW,
        heartbeat_at=NOW + timedelta(seconds=1),
        finished_at=NOW + timedelta(seconds=1),
        plan_id=plan.id,
    )
