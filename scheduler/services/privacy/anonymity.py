"""A sign-up without its person: what is counted stays, what names somebody goes."""

import secrets

from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.models import Attendee
from scheduler.services.registration.answers.values import forget_values


def remove_identity(person: Attendee, *, keep_organisation: bool = False) -> None:
    """Take away everything that says who it was; event, sector, state and times stay.

    The personal link and the calendar feed no longer open anything. The caller commits.
    """
    person.name = NAME_REMOVED
    person.email = person.email_key = person.new_email = person.new_email_code = None
    person.new_email_until = None
    forget_values(person)
    person.token, person.feed_token, person.submission = secrets.token_urlsafe(24), None, None
    person.contact_id = person.party = None
    person.declined_words = ""
    person.consents.clear()
    if not keep_organisation:
        person.organisation = ""
