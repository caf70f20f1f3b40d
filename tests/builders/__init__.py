"""What tests make, each thing in one place; the rows that most tests need are named here."""

from tests.builders.accounts import ORGANISER, Account, make_account, sign_in
from tests.builders.events import SECTORS, make_event, make_series, part_by_a_break
from tests.builders.mails import mails, make_mail, posted
from tests.builders.people import make_attendee, make_people
from tests.builders.plans import assign, make_plan
from tests.builders.times import NOW, SECOND

__all__ = [
    "NOW",
    "ORGANISER",
    "SECOND",
    "SECTORS",
    "Account",
    "assign",
    "mails",
    "make_account",
    "make_attendee",
    "make_event",
    "make_mail",
    "make_people",
    "make_plan",
    "make_series",
    "part_by_a_break",
    "posted",
    "sign_in",
]
