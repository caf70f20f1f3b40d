"""Every module of the organiser's views, loaded, so that the blueprint is complete."""

from scheduler.web.organiser import frame
from scheduler.web.organiser.accounts import (
    account,
    api_keys,
    audit,
    body,
    leaving,
    organisations,
    team,
)
from scheduler.web.organiser.accounts.two_steps import second_step, ways
from scheduler.web.organiser.afterwards import (
    after,
    commitments,
    exchanges,
    groups_ask,
    groups_board,
    projects,
    report,
    survey,
    working_groups,
)
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events import calling_off, deletion, events
from scheduler.web.organiser.events.agenda import lists
from scheduler.web.organiser.events.overview import balance, glance, overview
from scheduler.web.organiser.events.series import next_event, series
from scheduler.web.organiser.events.settings import (
    details,
    expecting,
    format,
    online,
    signup,
    waiting_list,
)
from scheduler.web.organiser.messages import outbox, reminders, returned, wording, write
from scheduler.web.organiser.morning import check_in, clock, day, desk, glossary, replan
from scheduler.web.organiser.paper import papers, printing, sheets
from scheduler.web.organiser.people import (
    cancelling,
    chosen,
    contacts,
    mailing,
    people,
    people_import,
)
from scheduler.web.organiser.planning import (
    drafts,
    favouring,
    plans,
    publish,
    rounds,
    rules,
    tables,
    wishes,
)
from scheduler.web.organiser.planning.board import board, changing, room_plan
from scheduler.web.organiser.privacy import people_data
from scheduler.web.organiser.registration import approving, form_fields, questions

__all__ = [
    "account",
    "after",
    "api_keys",
    "approving",
    "audit",
    "balance",
    "blueprint",
    "board",
    "body",
    "calling_off",
    "cancelling",
    "changing",
    "check_in",
    "chosen",
    "clock",
    "commitments",
    "contacts",
    "day",
    "deletion",
    "desk",
    "details",
    "drafts",
    "events",
    "exchanges",
    "expecting",
    "favouring",
    "form_fields",
    "format",
    "frame",
    "glance",
    "glossary",
    "groups_ask",
    "groups_board",
    "leaving",
    "lists",
    "mailing",
    "next_event",
    "online",
    "organisations",
    "outbox",
    "overview",
    "papers",
    "people",
    "people_data",
    "people_import",
    "plans",
    "printing",
    "projects",
    "publish",
    "questions",
    "reminders",
    "replan",
    "report",
    "returned",
    "room_plan",
    "rounds",
    "rules",
    "second_step",
    "series",
    "sheets",
    "signup",
    "survey",
    "tables",
    "team",
    "waiting_list",
    "ways",
    "wishes",
    "wording",
    "working_groups",
    "write",
]
