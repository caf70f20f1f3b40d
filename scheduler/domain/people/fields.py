"""What is known of a person, described once.

The list that is imported, its page, the organiser's form and the export take names, labels,
headings and lengths from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PersonField:
    """One field of a person.

    ``label`` names it on pages. ``called`` holds the headings under which lists carry it, divided
    by "|" and as ``import_headings.heading_words`` writes them. ``longest`` is the most
    characters it takes (None: not text). The export has a column of its ``name`` unless
    ``exported`` is False: then it is a part of another field, as the first name is, or is not
    the person's own: the export writes the state of a sign-up itself, last.
    """

    name: str
    label: str
    called: str
    longest: int | None = None
    exported: bool = True

    @property
    def headings(self) -> tuple[str, ...]:
        """Each heading under which a list carries the field."""
        return tuple(self.called.split("|"))


PERSON_FIELDS: Final = (
    PersonField(
        "name",
        "Name",
        "name|full name|attendee|attendee name|delegate|delegate name|participant|guest|"
        "participant name|guest name|your name|person|contact|contact name|names",
        longest=200,
    ),
    PersonField(
        "first_name",
        "First name",
        "first name|forename|given name|firstname|christian name|first",
        exported=False,
    ),
    PersonField(
        "last_name",
        "Last name",
        "last name|surname|family name|lastname|second name|last",
        exported=False,
    ),
    PersonField(
        "email",
        "Email",
        "email|e mail|email address|e mail address|mail|contact email|work email|your email|"
        "email addr|mail address",
    ),
    PersonField(
        "organisation",
        "Organisation",
        "organisation|organization|organisation company|company|organisation name|"
        "organization name|employer|company name|company organisation|org|group|charity|"
        "name of organisation|your organisation|business|workplace|representing",
        longest=200,
    ),
    PersonField(
        "sector",
        "Sector",
        "sector|your sector|sector type|organisation type|type of organisation|type",
    ),
    PersonField(
        "role",
        "Role",
        "role|job title|title|position|job|post|job role|your role|occupation",
        longest=200,
    ),
    PersonField(
        "priorities",
        "Priority areas",
        "priorities|priority areas|priority area|priority|interests|topics|themes",
    ),
    PersonField(
        "offers",
        "Offers",
        "offers|offer|can offer|what i can offer|i can offer|we can offer|offering",
    ),
    PersonField(
        "asks",
        "Asks",
        "asks|ask|needs|looking for|i am looking for|we need|what i need|wants|seeking",
    ),
    PersonField(
        "about",
        "About their work",
        "about|what you do|what we do|description|key challenge|bio|about you|summary",
        longest=2000,
    ),
    PersonField(
        "host_table",
        "Hosts table",
        "host table|hosts table|host|table host|hosting table|facilitator table",
    ),
    PersonField(
        "stays",
        "Stays at one table",
        "stays|stays at one table|stays put|seated|stay",
    ),
    PersonField(
        "arrives_round",
        "Arrives for round",
        "arrives round|arrives for round|arrives|arrival round|from round",
    ),
    PersonField(
        "leaves_after_round",
        "Leaves after round",
        "leaves after round|leaves after|leaves|leaves round|until round",
    ),
    PersonField(
        "dietary",
        "Dietary needs",
        "dietary|dietary requirements|dietary requirement|dietary needs|diet|food|"
        "special diet|allergies|dietary requirements allergies|food requirements",
        longest=1000,
    ),
    PersonField(
        "access",
        "Access needs",
        "access|access needs|access requirements|accessibility|accessibility requirements|"
        "accessibility needs|support needs|special requirements",
        longest=1000,
    ),
    PersonField(
        "status",
        "State (attending, cancelled …)",
        "status|state|attendance|attendance status|attendee status|registration status|"
        "booking status|order status|ticket status|rsvp|rsvp status|response|reply|attending|"
        "are you attending|will you attend|coming|going|confirmed|confirmation|approval status|"
        "approval|invitation status|invite status|guest status|participant status|"
        "delegate status",
        exported=False,
    ),
)
"""Every field, in the order of the export and of the import's choices."""

EXPORTED: Final = tuple(field.name for field in PERSON_FIELDS if field.exported)
LABELS: Final[Mapping[str, str]] = {field.name: field.label for field in PERSON_FIELDS}
LONGEST: Final[Mapping[str, int]] = {
    field.name: field.longest for field in PERSON_FIELDS if field.longest is not None
}
