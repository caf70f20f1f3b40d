"""What is kept of an import that was carried out."""

import json

from scheduler.models import Event
from scheduler.services.people.importing.import_run import run_import
from scheduler.services.people.importing.outcome import ImportOutcome, outcome_of
from tests.builders import NOW, ORGANISER
from tests.builders.lists import stage


def test_it_is_read_as_it_was_kept(event: Event) -> None:
    staged = stage(event)
    assert outcome_of(staged) is None
    result = run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    outcome = outcome_of(staged)
    assert outcome is not None
    assert (outcome.result, len(outcome.added), outcome.undone) == (result, result.added, None)
    assert result.skipped + result.faults == len(result.left_out) > 0
    assert ImportOutcome.read(json.loads(json.dumps(outcome.kept()))) == outcome
