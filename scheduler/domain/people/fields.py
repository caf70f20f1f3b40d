"""What is known of a person, described once: a field that is added here is on every page and list.

The public form, the person's own page, the organiser's form, the list that is imported, the
export, the hosts' sheets and the page on what happens with the data are made from it; besides, a
field needs its column of the same name (`models`).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from scheduler.domain.languages import gettext, marked
from scheduler.domain.people.questions.description import (
    AskedField,
    Entered,
    FormPart,
    Kind,
    OnSheet,
    PersonField,
    Reader,
)
from scheduler.domain.people.questions.needs import NEED_FIELDS

SEATED: Final = marked("To seat you, where the organisers say so.")

PERSON_FIELDS: Final = (
    PersonField(
        "name",
        marked("Name"),
        "name|full name|attendee|attendee name|delegate|delegate name|participant|guest|"
        "participant name|guest name|your name|person|contact|contact name|names",
        longest=200,
        purpose=marked("To know who comes, and to tell the people at the tables."),
        seen=(Reader.EVERYBODY,),
        asked=AskedField(marked("Your name"), missing=marked("Enter your name.")),
        entered=Entered(FormPart.WHO, missing="Enter a name."),
    ),
    PersonField(
        "first_name",
        "First name",
        "first name|forename|given name|firstname|christian name|first",
        exported=False,
        kind=Kind.PART,
    ),
    PersonField(
        "last_name",
        "Last name",
        "last name|surname|family name|lastname|second name|last",
        exported=False,
        kind=Kind.PART,
    ),
    PersonField(
        "email",
        marked("Email"),
        "email|e mail|email address|e mail address|mail|contact email|work email|your email|"
        "email addr|mail address",
        kind=Kind.ADDRESS,
        longest=254,
        purpose=marked("To send your personal link, the calendar entry and what changes."),
        asked=AskedField(
            marked("Your email address"),
            marked("We send your personal link and the calendar entry there."),
            missing=marked("Enter your email address."),
        ),
        entered=Entered(
            FormPart.WHO, "Email address", "Their personal link and the calendar entry go there."
        ),
    ),
    PersonField(
        "organisation",
        marked("Organisation"),
        "organisation|organization|organisation company|company|organisation name|"
        "organization name|employer|company name|company organisation|org|group|charity|"
        "name of organisation|your organisation|business|workplace|representing",
        longest=200,
        purpose=marked("To tell the people at the tables, and to seat colleagues apart."),
        seen=(Reader.EVERYBODY,),
        asked=AskedField(
            marked("Your organisation"),
            marked("If you come for yourself, give your own name or that of your business."),
            missing=marked("Enter your organisation."),
        ),
        entered=Entered(FormPart.WHO),
    ),
    PersonField(
        "sector",
        marked("Sector"),
        "sector|your sector|sector type|organisation type|type of organisation|type",
        kind=Kind.SECTOR,
        purpose=marked("To seat you with people from other sectors."),
        seen=(Reader.EVERYBODY,),
        asked=AskedField(
            marked("Your sector"), missing=marked("Choose your sector, or “Not sure”.")
        ),
        entered=Entered(FormPart.WHO, help="Needed before the rounds can be assigned."),
    ),
    PersonField(
        "role",
        marked("Role"),
        "role|job title|title|position|job|post|job role|your role|occupation",
        longest=200,
        purpose=marked("To know who comes."),
        asked=AskedField(marked("Your role"), at_first=False),
        entered=Entered(FormPart.WHO),
    ),
    PersonField(
        "priorities",
        marked("Priority areas"),
        "priorities|priority areas|priority area|priority|interests|topics|themes",
        kind=Kind.AREAS,
        purpose=marked("To seat you with people who chose the same."),
        asked=AskedField(
            marked("What you would most like to talk about"),
            marked("Up to 3. We try to seat you with people who chose the same."),
        ),
        entered=Entered(FormPart.BRINGS),
    ),
    PersonField(
        "offers",
        marked("Offers"),
        "offers|offer|can offer|what i can offer|i can offer|we can offer|offering",
        kind=Kind.ITEMS,
        longest=2000,
        purpose=marked("To seat you with people who look for it, and to propose exchanges."),
        seen=(Reader.HOSTS,),
        asked=AskedField(
            marked("What you can offer"),
            marked(
                "For example a room, placements, advice. One per line. "
                "Seen by the hosts of your tables, and by anybody we propose an exchange with."
            ),
            rows=3,
        ),
        entered=Entered(FormPart.BRINGS, help="What they can give, one per line.", rows=3),
        sheet=OnSheet(marked("Offers {}"), marked("Offers")),
    ),
    PersonField(
        "asks",
        marked("Asks"),
        "asks|ask|needs|looking for|i am looking for|we need|what i need|wants|seeking",
        kind=Kind.ITEMS,
        longest=2000,
        purpose=marked("To seat you with people who can help, and to propose exchanges."),
        seen=(Reader.HOSTS,),
        asked=AskedField(
            marked("What you are looking for"),
            marked(
                "For example a venue, volunteers, a partner. One per line. "
                "Seen by the hosts of your tables, and by anybody we propose an exchange with."
            ),
            rows=3,
        ),
        entered=Entered(FormPart.BRINGS, help="What they look for, one per line.", rows=3),
        sheet=OnSheet(marked("Asks for {}"), marked("Asks for")),
    ),
    PersonField(
        "about",
        marked("About their work"),
        "about|what you do|what we do|description|bio|about you|summary",
        longest=2000,
        kind=Kind.TEXT,
        purpose=marked("So that the hosts of your tables can introduce you."),
        seen=(Reader.HOSTS,),
        asked=AskedField(
            marked("What you do, in one line"),
            marked("On the sheets of your tables’ hosts, so that they can introduce you."),
        ),
        entered=Entered(FormPart.BRINGS, rows=3),
        sheet=OnSheet(),
    ),
    PersonField(
        "challenge",
        marked("Key challenge"),
        "challenge|key challenge|main challenge|our challenge|biggest challenge",
        longest=300,
        purpose=marked("So that the hosts of your tables can ask about it."),
        seen=(Reader.HOSTS,),
        asked=AskedField(
            marked("Your organisation’s key challenge, in one sentence"),
            marked("Plain words; the hosts of your tables see it."),
        ),
        entered=Entered(FormPart.BRINGS),
        sheet=OnSheet(marked("Challenge: {}"), marked("Challenge")),
    ),
    PersonField(
        "host_table",
        marked("Hosts table"),
        "host table|hosts table|host|table host|hosting table|facilitator table",
        kind=Kind.TABLE,
        purpose=SEATED,
        seen=(Reader.EVERYBODY,),
        entered=Entered(FormPart.ROUNDS, help="They sit at this table in every round."),
    ),
    PersonField(
        "stays",
        marked("Stays at one table"),
        "stays|stays at one table|stays put|seated|stay",
        kind=Kind.YES,
        purpose=SEATED,
        entered=Entered(FormPart.ROUNDS, help="All morning at any one table; the others move."),
    ),
    PersonField(
        "joins_online",
        marked("Joins online"),
        "joins online|online|attends online|remote|virtual|joins by video",
        kind=Kind.CONSENT,
        purpose=marked("To give you the links of your tables, and to tell the people there."),
        seen=(Reader.EVERYBODY,),
        asked=AskedField(
            marked("I join online"),
            marked("Your page and your emails then have the link of each of your tables."),
            at_first=False,
        ),
        entered=Entered(FormPart.ROUNDS, help="They get the link of each of their tables."),
    ),
    PersonField(
        "arrives_round",
        marked("Arrives for round"),
        "arrives round|arrives for round|arrives|arrival round|from round",
        kind=Kind.FIRST_ROUND,
        purpose=SEATED,
        entered=Entered(FormPart.ROUNDS, help="Empty: there from the start."),
    ),
    PersonField(
        "leaves_after_round",
        marked("Leaves after round"),
        "leaves after round|leaves after|leaves|leaves round|until round",
        kind=Kind.LAST_ROUND,
        purpose=SEATED,
        entered=Entered(FormPart.ROUNDS, help="Empty: stays to the end."),
    ),
    *NEED_FIELDS,
    PersonField(
        "status",
        "State (attending, cancelled …)",
        "status|state|attendance|attendance status|attendee status|registration status|"
        "booking status|order status|ticket status|rsvp|rsvp status|response|reply|attending|"
        "are you attending|will you attend|coming|going|confirmed|confirmation|approval status|"
        "approval|invitation status|invite status|guest status|participant status|"
        "delegate status",
        kind=Kind.PART,
        exported=False,
    ),
)
"""Every field, in the order of the export and of the import's choices."""

IDENTITY: Final = ("name", "organisation", "email", "sector")
"""The fields that every person has; code asks for these by name."""

OTHERS: Final = tuple(f for f in PERSON_FIELDS if f.exported and f.name not in IDENTITY)
"""The fields beside them: each has a column of its name."""

NAMES: Final = ("name", "organisation")
"""The fields that hold a name, and not nothing but punctuation."""

EXPORTED: Final = tuple(field.name for field in PERSON_FIELDS if field.exported)
LABELS: Final[Mapping[str, str]] = {field.name: field.label for field in PERSON_FIELDS}
LONGEST: Final[Mapping[str, int]] = {
    field.name: field.longest for field in PERSON_FIELDS if field.longest is not None
}
ON_SHEETS: Final = tuple(field for field in PERSON_FIELDS if field.sheet)
NEEDS: Final = tuple(f for f in PERSON_FIELDS if f.entered and f.entered.part is FormPart.NEEDS)
CHOSEN: Final = tuple(f for f in PERSON_FIELDS if f.asked and not f.asked.missing)
"""The fields that an organiser may put on the public form or leave off it."""


def off_at_first() -> list[str]:
    """Return the fields that are not on the form of a new event."""
    return [field.name for field in CHOSEN if field.asked and not field.asked.at_first]


def in_language_spoken(field: PersonField) -> PersonField:
    """Return one of our own fields in the language spoken; an organiser's question is theirs."""
    if field not in PERSON_FIELDS:
        return field
    asked = field.asked and replace(
        field.asked,
        label=gettext(field.asked.label),
        help=gettext(field.asked.help),
        missing=gettext(field.asked.missing),
    )
    return replace(field, label=gettext(field.label), purpose=gettext(field.purpose), asked=asked)
