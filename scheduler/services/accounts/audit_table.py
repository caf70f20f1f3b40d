"""What the log of who did what says of each table: a row of LOGGED, or of UNLOGGED with a reason.

A guard fails for a table that stands in neither.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from scheduler import models
from scheduler.domain.accounts import audit as words
from scheduler.domain.accounts.audit import LoggedWords, Topic
from scheduler.domain.states import JobKind


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of a row: it is new or gone, or else ``changes``."""

    changes: words.FieldChanges = field(default_factory=dict)
    new: bool = False
    gone: bool = False


Told = Callable[[Any, Stored], Iterator[LoggedWords]]


def _told(
    topic: Topic,
    what: str,
    added: str = "added",
    changed: str = "changed",
    removed: str = "removed",
) -> Told:
    """Say one verb of the thing ``what``, whose fields may stand in braces; "" says nothing."""

    def told(row: Any, how: Stored) -> Iterator[LoggedWords]:
        verb = added if how.new else removed if how.gone else changed
        if verb:
            yield LoggedWords(topic, verb, what.format(row=row))

    return told


def _always(topic: Topic, sentence: str) -> Told:
    """Say the same whatever happened: of lists that are edited as a whole."""
    return _told(topic, "", sentence, sentence, sentence)


def _event(_row: models.Event, how: Stored) -> Iterator[LoggedWords]:
    if how.new:
        yield LoggedWords(Topic.SETTINGS, "set the event up")
    yield from words.of_event(how.changes)


def _attendee(row: models.Attendee, how: Stored) -> Iterator[LoggedWords]:
    # Whoever changes a state is noted by the transition.
    if how.changes and "state" not in how.changes:
        yield from words.of_person(row.id, how.changes)


def _edit(row: models.PlanEdit, how: Stored) -> Iterator[LoggedWords]:
    if how.new:
        yield from words.of_seats(row.changes.get("seats", []))


def _member(row: models.Membership, how: Stored) -> Iterator[LoggedWords]:
    if how.gone:
        yield LoggedWords(Topic.TEAM, "removed", f"{row.user.name} from the team")
    elif row.user is not None:
        verb, link = ("added", "as ") if how.new else ("made", "")
        yield LoggedWords(Topic.TEAM, verb, f"{row.user.name} {link}{row.role}")


def _job(row: models.Job, how: Stored) -> Iterator[LoggedWords]:
    asked = {
        JobKind.PLAN: "asked for new rounds",
        JobKind.REPLAN: "asked for new tables",
        JobKind.IMPROVE: "asked for a better draft",
        JobKind.GROUPS: "asked for working groups",
    }
    if how.new and row.kind in asked:
        yield LoggedWords(Topic.ROUNDS, asked[JobKind(row.kind)])


def _report(row: models.ImpactReport, how: Stored) -> Iterator[LoggedWords]:
    if not how.changes:
        return
    of = f"the impact report of {row.event.title if row.event else row.series.name}"  # type: ignore[union-attr]
    if "words" in how.changes:
        yield LoggedWords(Topic.SETTINGS, "changed", f"the words of {of}")
    if how.changes.keys() & {"token", "listed"}:
        shared = "made public" if row.listed else "shared by a link"
        yield LoggedWords(Topic.SETTINGS, shared if row.token else "no longer shares", of)


LOGGED: Final[Mapping[type, Told]] = {
    models.ApiKey: _told(Topic.TEAM, "the key “{row.name}”", added="made", removed="ended"),
    models.Event: _event,
    models.Attendee: _attendee,
    models.PlanEdit: _edit,
    models.Membership: _member,
    models.Job: _job,
    models.AgendaItem: _always(Topic.SETTINGS, "changed the agenda"),
    models.Sector: _always(Topic.SETTINGS, "changed the sectors"),
    models.TablePlace: _always(Topic.SETTINGS, "changed the plan of the room"),
    models.EventPicture: _told(Topic.SETTINGS, "a picture of the event"),
    models.Question: _told(Topic.SETTINGS, "the question “{row.label}”"),
    models.Series: _told(Topic.SETTINGS, "the series {row.name}"),
    models.Survey: _told(Topic.SETTINGS, "the survey", added="began"),
    models.ImpactReport: _report,
    models.GroupProposal: _told(Topic.ROUNDS, "working groups", added=""),
    models.Project: _told(Topic.SETTINGS, "a project"),
    models.Exchange: _told(
        Topic.PEOPLE, "an exchange", added="put together", changed="proposed", removed="left out"
    ),
    models.Commitment: _told(Topic.SETTINGS, "what somebody said they would do"),
    models.PairRule: _told(Topic.ROUNDS, "a rule between people", changed=""),
    models.GroupRule: _told(Topic.ROUNDS, "a rule between groups", changed=""),
    models.SeatingWish: _told(Topic.ROUNDS, "a wish", added="", changed="answered", removed=""),
    models.GroupMessage: _told(
        Topic.MESSAGES, "“{row.subject}” to a group", added="wrote", changed="", removed=""
    ),
    models.Reminder: _told(Topic.MESSAGES, "a reminder"),
    models.DeskLink: _told(
        Topic.TEAM, "a desk link for {row.name}", added="made", changed="", removed="ended"
    ),
    models.Invitation: _told(
        Topic.TEAM,
        "{row.email} as {row.role}",
        added="invited",
        changed="",
        removed="withdrew the invitation of",
    ),
    models.OrganisingBody: _told(
        Topic.TEAM, "the organisation’s name or contact address", added="", removed=""
    ),
}
"""What is said of each row that is stored, changed or deleted while somebody acts."""

UNLOGGED: Final[Mapping[type, str]] = {
    models.Answer: "goes with an edit of its person",
    models.Attendance: "says itself who noted it, and when",
    models.AuditEntry: "is the log",
    models.ClockRight: "is given on the day and ends with it",
    models.Consent: "is the person's own, and says when",
    models.Contact: "follows sign-ups; who is whom is asked each time",
    models.ExchangeAnswer: "is between two people alone",
    models.ExchangeItem: "is a line of somebody's sign-up, sorted",
    models.GlossaryTerm: "says itself who explained it, and when",
    models.GroupEdit: "belongs to groups, which are noted when one is changed",
    models.WorkingGroupMember: "belongs to groups, which are noted when one is changed",
    models.HandOver: "is a code that a desk shows, and comes with whom it put on the list",
    models.HelpCall: "is the host's, and says when it was answered",
    models.MailServer: "is no deed of anybody",
    models.Missing: "is the host's, and says when",
    models.OutgoingMail: "keeps itself what became of each email",
    models.Passkey: "is somebody's own account",
    models.Plan: "is noted where it is published, withdrawn or deleted; workers make it",
    models.PlanLock: "belongs to a draft that one person works on",
    models.PrintFile: "is kept for a day",
    models.PrivacyRecord: "is a log of its own",
    models.RecoveryCode: "is somebody's own account",
    models.ResetRequest: "is somebody's own account",
    models.Role: "belongs to a library and has no rows",
    models.RoomClock: "is kept as the rounds that took place",
    models.RoundRating: "is between a person and the next plan alone",
    models.RoundRun: "says itself when",
    models.Seat: "is noted as an edit, or comes with its plan",
    models.SecondStep: "is somebody's own account",
    models.SentCheckIn: "is a check-in, which says who noted it",
    models.SetupLink: "belongs to the server",
    models.SheetPrint: "says itself when",
    models.SignIn: "is somebody's own account",
    models.StagedImport: "is nothing until its people are added",
    models.SurveyDone: "would tell who answered when",
    models.SurveyReply: "is nobody's",
    models.TouchAnswer: "is between two people alone",
    models.UsedChallenge: "is nobody's",
    models.User: "is somebody's own account",
    models.Worker: "belongs to the server",
    models.WorkingGroup: "belongs to groups, which are noted when one is changed",
}
"""Tables of which the log says nothing, and why."""
