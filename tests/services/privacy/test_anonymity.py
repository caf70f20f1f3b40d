"""A sign-up without its person still counts."""

import pytest

from scheduler.models import Attendee, Consent, Event, db
from scheduler.services.privacy.anonymity import remove_identity
from tests.builders import NOW, make_attendee


@pytest.mark.parametrize(("keep", "organisation"), [(False, ""), (True, "Lee Trust")])
def test_what_names_goes_and_what_counts_stays(event: Event, keep: bool, organisation: str) -> None:
    ann = make_attendee(event, "Ann Lee", about="I run a shed", host_table=2, feed_token="f")
    ann.consents.append(Consent(kind="photo", wording="Yes.", given_at=NOW))
    db.session.commit()
    token = ann.token
    remove_identity(ann, keep_organisation=keep)
    db.session.commit()
    found = db.session.get_one(Attendee, ann.id, populate_existing=True)
    assert (found.name, found.email, found.email_key, found.about, found.feed_token) == (
        "Name removed", None, None, "", None,
    )  # fmt: skip
    assert (found.state, found.sector_id, found.host_table) == ("placed", event.sectors[0].id, 2)
    assert (found.organisation, found.consents, found.token == token) == (organisation, [], False)
