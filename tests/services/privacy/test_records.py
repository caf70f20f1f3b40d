"""What was done with personal data is told to its own organisation, the newest first."""

from datetime import timedelta

from scheduler.models import db
from scheduler.services.privacy.records import SHOWN_AT_ONCE, keep, note_record, records_of
from tests.builders import NOW, Account


def test_the_latest_of_ones_own(owner: Account, stranger: Account) -> None:
    keep(stranger.body_id, "Stuart", "Theirs.", NOW)
    for number in range(SHOWN_AT_ONCE + 1):
        note_record(owner.body_id, "Olwen", f"Sentence {number}.", NOW + timedelta(seconds=number))
    db.session.commit()
    found = [(row.by, row.sentence) for row in records_of(owner.body_id)]
    assert found[0] == ("Olwen", f"Sentence {SHOWN_AT_ONCE}.")
    assert (len(found), found[-1]) == (SHOWN_AT_ONCE, ("Olwen", "Sentence 1."))


def test_a_note_is_part_of_what_it_tells_of(owner: Account) -> None:
    note_record(owner.body_id, "Olwen", "Taken back.", NOW)
    db.session.rollback()
    assert list(records_of(owner.body_id)) == []
