"""What is kept about somebody, in the words of the page that an organiser reads out."""

from collections.abc import Mapping
from typing import Any, Final

from scheduler.domain.languages import LANGUAGES
from scheduler.domain.messages.email_kinds import KINDS
from scheduler.domain.morning.away import away_words
from scheduler.domain.people.fields import LABELS
from scheduler.domain.planning.wishes import WishKind
from scheduler.domain.states import Presence

RECORDS: Final[Mapping[str, str]] = {
    "answer": "Their answers to your questions",
    "attendance": "On the morning",
    "audit_entry": "In the log of who did what",
    "clock_right": "May run the room’s clock",
    "commitment": "What they said they will do",
    "consent": "What they agreed to",
    "exchange_answer": "Answered a proposed exchange",
    "exchange_item": "What they offer and look for",
    "glossary_term": "Words they explained",
    "hand_over": "A desk put them on the list",
    "help_call": "Calls for help from their table",
    "missing": "Noted as missing at their table",
    "outgoing_mail": "Emails to them",
    "plan_lock": "Seats held for them in drafts",
    "round_rating": "Which rounds were worth it",
    "seating_wish": "Whom they wish to sit with, or not",
    "sent_check_in": "Check-ins that a desk sent later",
    "survey_done": "They filled in the survey",
    "touch_answer": "Answered about staying in touch",
    "working_group_member": "Working groups",
}
"""The heading over the rows of each table that may belong to a sign-up."""

_FACTS: Final[Mapping[str, str]] = {
    "sector": "Sector",
    "state": "State",
    "new_email": "New email address, not confirmed yet",
    "new_email_until": "The new address can be confirmed until",
    "host_table": "Table they host",
    "stays": "Stays at one table",
    "joins_online": "Joins online",
    "arrives_round": "Arrives for round",
    "leaves_after_round": "Leaves after round",
    "language": "Language",
    "signed_up_at": "Signed up",
    "updated_at": "Last changed",
    "confirmed_at": "Said that they are coming",
    "waiting_since": "Waiting since",
    "offered_until": "A place is held for them until",
    "let_pass_at": "Let an offer pass",
    "cancelled_at": "Cancelled",
    "declined_at": "Not accepted",
    "declined_words": "What they were told with it",
    "removed_at": "Taken off the list",
    "value": "Answer",
    "wording": "As they read it",
    "given_at": "Given",
    "noted_at": "Noted",
    "desk": "Desk",
    "came_at": "Checked in",
    "came_desk": "Checked in by",
    "away": "Away",
    "note": "Note",
    "added_places": "Places added for them",
    "who": "Done by",
    "topic": "About",
    "verb": "What was done",
    "rest": "And",
    "at": "When",
    "what": "What",
    "due": "By when",
    "state_at": "How far it came, noted",
    "told": "Told in the report",
    "said_at": "Said",
    "yes": "Yes",
    "asks": "Looks for it",
    "words": "In their words",
    "kind": "Kind",
    "term": "Word",
    "meaning": "Meaning",
    "added_at": "Explained",
    "shown": "Shown to all",
    "works_until": "The way to their page worked until",
    "opened_at": "Their page was opened",
    "table": "Table",
    "asked_at": "Asked",
    "answered_at": "Answered",
    "round": "Round",
    "recipient": "To",
    "subject": "Subject",
    "message": "Text",
    "error": "What the email server said",
    "created_at": "Written",
    "sent_at": "Sent",
    "worth": "Worth it",
    "seen_at": "Seen by an organiser",
    "made_at": "Made",
    "convenes": "Convenes it",
    "offered": "Would convene",
    "answer": "Their answer",
    "told_at": "Asked by email",
    "area": "Area",
}

_OF_THE_PROGRAM: Final = frozenset(
    {("audit_entry", "about_person"), ("consent", "kind"), ("glossary_term", "term_key")}
    | {("outgoing_mail", name) for name in ("attempts", "claimed_at", "tried_since", "next_try_at")}
    | {("sent_check_in", name) for name in ("begun", "undone", "before")}
)
"""How the program works: in the download, and nothing that the page need tell."""


def heading_of_records(table: str) -> str:
    """Return the heading over what is kept in a table."""
    return RECORDS.get(table) or _spelt_out(table)


def told_of_them(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a sign-up under their words; what is not known is left out."""
    return _told("attendee", fields, LABELS)


def told_of_record(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a table under its words, likewise."""
    return _told(table, row, {})


def _told(table: str, row: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        labels.get(name) or _FACTS.get(name) or _spelt_out(name): _said(table, name, value, row)
        for name, value in row.items()
        if (value or value is False or value == 0) and (table, name) not in _OF_THE_PROGRAM
    }


def _said(table: str, name: str, value: Any, row: Mapping[str, Any]) -> Any:
    match table, name:
        case "outgoing_mail", "kind":
            return KINDS[value].label if value in KINDS else _spelt_out(value)
        case "attendee", "language":
            return LANGUAGES[value].name if value in LANGUAGES else value
        case "seating_wish", "kind":
            return WishKind(value).words
        case "attendance", "away":
            state = next((each for each in Presence if each.words == row["state"]), Presence.HERE)
            return away_words(state, value) or "for some rounds, and back"
    return value


def _spelt_out(key: str) -> str:
    return key.replace("_", " ").capitalize()
