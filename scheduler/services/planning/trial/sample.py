"""The list that the start page opens with, and its rounds as the engine found them."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from scheduler.domain.words.score import PlanScore
from scheduler.services.planning.trial.rounds import Trial, kept_trial

SAMPLE: Final = Path(__file__).with_name("sample.json")


@cache
def sample_trial() -> tuple[str, Trial]:
    """The lines of sixty invented people, and what "Find the best rounds" answers to them."""
    found = json.loads(SAMPLE.read_text(encoding="utf-8"))
    text = "\n".join(found["list"])
    score = PlanScore(
        pairs=found["pairs"],
        ceiling=found["ceiling"],
        fewest=found["fewest"],
        fewest_ceiling=found["fewest_ceiling"],
        repeats=found["repeats"],
        same_organisation=found["same_organisation"],
        wishes_kept=0,
        wishes=0,
    )
    limits = tuple(found["limits"])
    return text, kept_trial(text, json.dumps(found["seating"]), score, limits, found["seconds"])
