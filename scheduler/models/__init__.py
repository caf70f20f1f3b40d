"""Flask-SQLAlchemy tables, thin: columns, constraints, relationships; no rules.

Importing this package loads every table, as the migrations and the mapper need.
"""

from scheduler.models.accounts import (
    Membership,
    OrganisingBody,
    ResetRequest,
    Role,
    SetupLink,
    SignIn,
    User,
)
from scheduler.models.attendees import Attendee, Consent, PairRule
from scheduler.models.database import db, transaction
from scheduler.models.events import AgendaItem, Event, Sector
from scheduler.models.imports import StagedImport
from scheduler.models.jobs import Job, Worker
from scheduler.models.mail import GroupMessage, MailServer, OutgoingMail
from scheduler.models.morning import Attendance, DeskLink, RoomClock, RoundRun
from scheduler.models.plans import Plan, Seat, SheetPrint
from scheduler.models.series import Contact, Series

__all__ = [
    "AgendaItem",
    "Attendance",
    "Attendee",
    "Consent",
    "Contact",
    "DeskLink",
    "Event",
    "GroupMessage",
    "Job",
    "MailServer",
    "Membership",
    "OrganisingBody",
    "OutgoingMail",
    "PairRule",
    "Plan",
    "ResetRequest",
    "Role",
    "RoomClock",
    "RoundRun",
    "Seat",
    "Sector",
    "Series",
    "SetupLink",
    "SheetPrint",
    "SignIn",
    "StagedImport",
    "User",
    "Worker",
    "db",
    "transaction",
]
