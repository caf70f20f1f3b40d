"""What the start page opens with is true: the rounds hold, and no seating does better."""

from itertools import combinations

from scheduler.services.planning.trial.rounds import TrialChoices, try_rounds
from scheduler.services.planning.trial.sample import sample_trial


def test_the_rounds_of_the_sample_bring_what_it_says_and_nothing_brings_more() -> None:
    text, sample = sample_trial()
    met: set[frozenset[str]] = set()
    for round_ in sample.rounds:
        seated = [person for table in round_.tables for person in table.people]
        assert len({person.name for person in seated}) == len(seated) == 60
        for table in round_.tables:
            pairs = combinations(table.people, 2)
            met |= {frozenset((a.name, b.name)) for a, b in pairs if a.sector != b.sector}
    ceiling = try_rounds(text, TrialChoices(rounds=4, most=5)).score.ceiling
    assert (len(met), sample.score.pairs, ceiling) == (372, 372, 372)
