"""A sign-up without its person: what is counted stays, what names somebody goes."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.models import Attendee, Contact, db
from scheduler.services.planning.memory import standing_contacts
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
    person.contact_id = person.former_contact_id = person.party = None
    person.declined_words = ""
    person.consents.clear()
    if not keep_organisation:
        person.organisation = ""


def remove_identities(
    people: Sequence[Attendee], now: datetime, *, keep_organisation: bool = False
) -> None:
    """Do so with several sign-ups; of a series, those of one person stay one that nothing names.

    Otherwise somebody who came to four events would count as four people in every figure. They are
    parted from sign-ups of theirs that are not among these. In the caller's transaction.
    """
    series = {person.event.series_id for person in people} - {None}
    standing = {one: standing_contacts(one) for one in series if one is not None}
    theirs: defaultdict[tuple[int, int], list[Attendee]] = defaultdict(list)
    for person in people:
        one, contact = person.event.series_id, person.contact_id
        if one is not None and contact is not None:
            theirs[one, standing[one].get(contact, contact)].append(person)
        remove_identity(person, keep_organisation=keep_organisation)
    for (one, _contact), sign_ups in theirs.items():
        if len(sign_ups) > 1:
            nobody = Contact(series_id=one, created_at=now)
            db.session.add(nobody)
            db.session.flush()
            for sign_up in sign_ups:
                sign_up.contact_id = nobody.id
