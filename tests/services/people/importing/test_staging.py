"""An uploaded list is kept until it is imported, for a day at most."""

from datetime import timedelta

import pytest

from scheduler.errors import NotFound
from scheduler.models import Event, StagedImport, db
from scheduler.services.people.importing.staging import purge_staged, staged_of
from scheduler.services.people.importing.staging import stage as keep
from tests.builders import NOW, Account, make_event
from tests.builders.lists import MESSY, stage


def test_lists_are_kept_for_a_day(event: Event) -> None:
    keep(event, "old.csv", MESSY, NOW)
    keep(event, "newer.csv", MESSY, NOW + timedelta(seconds=1))
    assert purge_staged(NOW + timedelta(days=1, seconds=1)) == 1
    kept = db.session.query(StagedImport.filename)
    assert [row.filename for row in kept] == ["newer.csv"]


def test_another_events_list_is_not_found(owner: Account, event: Event) -> None:
    with pytest.raises(NotFound):
        staged_of(make_event(owner.body_id), stage(event).id)
