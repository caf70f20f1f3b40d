"""Flask-SQLAlchemy tables, thin: columns, constraints, relationships; no rules.

Importing this package loads every table, as the migrations and the mapper need.
"""

from scheduler.models.accounts.api_keys import ApiKey
from scheduler.models.accounts.audit import AuditEntry
from scheduler.models.accounts.second_step import (
    Passkey,
    RecoveryCode,
    SecondStep,
    UsedChallenge,
)
from scheduler.models.accounts.users import (
    Invitation,
    Membership,
    OrganisingBody,
    ResetRequest,
    Role,
    SetupLink,
    SignIn,
    User,
)
from scheduler.models.afterwards.commitments import Commitment
from scheduler.models.afterwards.exchanges import Exchange, ExchangeAnswer, ExchangeItem
from scheduler.models.afterwards.projects import Project
from scheduler.models.afterwards.ratings import RoundRating
from scheduler.models.afterwards.reports import ImpactReport
from scheduler.models.afterwards.survey import Survey, SurveyDone, SurveyReply
from scheduler.models.afterwards.touch import TouchAnswer
from scheduler.models.afterwards.working_groups import (
    GroupEdit,
    GroupProposal,
    WorkingGroup,
    WorkingGroupMember,
)
from scheduler.models.background.jobs import Job, Worker
from scheduler.models.database import db, transaction
from scheduler.models.events.events import AgendaItem, Event, Sector
from scheduler.models.events.pictures import EventPicture
from scheduler.models.events.series import Contact, Series
from scheduler.models.messages.mail import GroupMessage, MailServer, OutgoingMail
from scheduler.models.messages.reminders import Reminder
from scheduler.models.morning.glossary import GlossaryTerm
from scheduler.models.morning.hosting import ClockRight, HelpCall, Missing
from scheduler.models.morning.morning import (
    Attendance,
    DeskLink,
    HandOver,
    RoomClock,
    RoundRun,
    SentCheckIn,
)
from scheduler.models.people.attendees import Attendee, Consent, PairRule
from scheduler.models.people.imports import StagedImport
from scheduler.models.people.questions import Answer, Question
from scheduler.models.planning.board import PlanEdit, PlanLock, TablePlace
from scheduler.models.planning.group_rules import GroupRule
from scheduler.models.planning.plans import Plan, Seat
from scheduler.models.planning.prints import PrintFile, SheetPrint
from scheduler.models.planning.wishes import SeatingWish
from scheduler.models.privacy.records import PrivacyRecord

__all__ = [
    "AgendaItem",
    "Answer",
    "ApiKey",
    "Attendance",
    "Attendee",
    "AuditEntry",
    "ClockRight",
    "Commitment",
    "Consent",
    "Contact",
    "DeskLink",
    "Event",
    "EventPicture",
    "Exchange",
    "ExchangeAnswer",
    "ExchangeItem",
    "GlossaryTerm",
    "GroupEdit",
    "GroupMessage",
    "GroupProposal",
    "GroupRule",
    "HandOver",
    "HelpCall",
    "ImpactReport",
    "Invitation",
    "Job",
    "MailServer",
    "Membership",
    "Missing",
    "OrganisingBody",
    "OutgoingMail",
    "PairRule",
    "Passkey",
    "Plan",
    "PlanEdit",
    "PlanLock",
    "PrintFile",
    "PrivacyRecord",
    "Project",
    "Question",
    "RecoveryCode",
    "Reminder",
    "ResetRequest",
    "Role",
    "RoomClock",
    "RoundRating",
    "RoundRun",
    "Seat",
    "SeatingWish",
    "SecondStep",
    "Sector",
    "SentCheckIn",
    "Series",
    "SetupLink",
    "SheetPrint",
    "SignIn",
    "StagedImport",
    "Survey",
    "SurveyDone",
    "SurveyReply",
    "TablePlace",
    "TouchAnswer",
    "UsedChallenge",
    "User",
    "Worker",
    "WorkingGroup",
    "WorkingGroupMember",
    "db",
    "transaction",
]
