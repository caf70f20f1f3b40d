"""What somebody needs to eat and to take part: fields of a person that are soon deleted."""

from typing import Final

from scheduler.domain.languages import marked
from scheduler.domain.people.questions.description import (
    AskedField,
    Entered,
    FormPart,
    Kind,
    PersonField,
    Reader,
)

NEED_FIELDS: Final = (
    PersonField(
        "dietary",
        marked("Dietary needs"),
        "dietary|dietary requirements|dietary requirement|dietary needs|diet|food|"
        "special diet|allergies|dietary requirements allergies|food requirements",
        longest=1000,
        kind=Kind.TEXT,
        purpose=marked("To order the food, and for nothing else."),
        asked=AskedField(
            marked("Food you avoid"),
            marked("Seen only by the organisers, used only to order the food."),
        ),
        entered=Entered(FormPart.NEEDS, rows=2),
    ),
    PersonField(
        "access",
        marked("Access needs"),
        "access|access needs|access requirements|accessibility|accessibility requirements|"
        "accessibility needs|support needs|special requirements",
        longest=1000,
        kind=Kind.TEXT,
        purpose=marked("To make it possible that you take part comfortably, and for nothing else."),
        asked=AskedField(
            marked("What you need to take part comfortably"),
            marked(
                "For example a hearing loop, step-free access, an interpreter, one seat for all "
                "rounds. Seen only by the organisers, used only to make that possible."
            ),
            rows=3,
        ),
        entered=Entered(FormPart.NEEDS, rows=2),
    ),
    PersonField(
        "speak_to",
        marked("Way of speaking"),
        "way of speaking|how do you like to be spoken to|how to speak to me|how to speak to them|"
        "communication|speak to",
        longest=80,
        purpose=marked("To stand on your badge, so that people know how to speak with you."),
        seen=(Reader.EVERYBODY,),
        asked=AskedField(
            marked("How you like to be spoken to"),
            marked("A few words for your badge, such as: face me, I lip-read."),
            at_first=False,
        ),
        entered=Entered(FormPart.NEEDS, help="On their badge, marked."),
    ),
    PersonField(
        "quiet_table",
        marked("Quiet table"),
        "quiet table|do you need a quiet table|a quiet table|quiet",
        kind=Kind.CONSENT,
        purpose=marked("To seat you where it is less loud."),
        asked=AskedField(
            marked("I would like a quiet table"),
            marked("Away from the door and the coffee. Seen only by the organisers."),
            at_first=False,
        ),
        entered=Entered(FormPart.NEEDS),
    ),
    PersonField(
        "buddy",
        marked("Buddy"),
        "buddy|a buddy|would like a buddy",
        kind=Kind.CONSENT,
        purpose=marked("To find somebody who comes in with you and stays beside you at first."),
        asked=AskedField(
            marked("I would like a buddy"),
            marked("Somebody who meets you at the door and stays beside you at first."),
            at_first=False,
        ),
        entered=Entered(FormPart.NEEDS),
    ),
)
"""They stand among the others in `fields.PERSON_FIELDS`."""
