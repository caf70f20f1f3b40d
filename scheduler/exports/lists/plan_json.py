"""A plan as JSON, as CSV rows and as text; and the rounds of a plan read back from JSON."""

import json
import re
from dataclasses import asdict
from typing import TypeGuard

from scheduler import __version__
from scheduler.domain.english import count
from scheduler.domain.planning.ordered import Ordered
from scheduler.domain.words.limits import limit_in_scripts
from scheduler.engine.problem import Problem, Rounds, SeatedRound
from scheduler.engine.result import Ended, Result, Score, ordered_in
from scheduler.errors import UnreadableFile
from scheduler.exports.lists.delimited import decode, write_rows

_HALF_A_LETTER = re.compile("[\ud800-\udfff]")
"""JSON may escape one, but no file of text can hold it."""


def plan_as_json(result: Result) -> str:
    """Return the plan as the documented JSON object, indented, with a final line end."""
    document = {
        "status": str(result.status),
        "rounds": [_round(number, seated) for number, seated in enumerate(result.rounds, 1)],
        "score": asdict(result.score) if result.score else None,
        "limits": [limit_in_scripts(limit) for limit in result.limits],
        "contradictions": list(result.why_none),
        "unproven": result.unproven,
        "worst_off": list(result.worst_off),
        "stopped": result.stopped,
        "ended": str(result.ended),
        "seconds": round(result.seconds, 3),
        "seed": result.seed,
        "version": __version__,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def plan_as_csv(problem: Problem, result: Result) -> str:
    """Return one row per person and round; the table of those who sit out is empty."""
    rows = [("round", "table", "id", "name", "organisation", "sector")]
    for number, seated in enumerate(result.rounds, start=1):
        places = [(str(t), key) for t, keys in _in_use(seated) for key in keys]
        places += [("", key) for key in seated.sitting_out]
        for table, key in places:
            person = problem.by_key.get(key)
            about = (person.name, person.organisation, person.sector) if person else (key, "", "")
            rows.append((str(number), table, key, *about))
    return write_rows(rows)


def plan_as_text(problem: Problem, result: Result) -> str:
    """Return the summary and every round, to be read by a person."""
    lines = [summary(problem, result), *map(limit_in_scripts, result.limits)]
    for number, seated in enumerate(result.rounds, start=1):
        lines += ["", f"Round {number}"]
        for table, keys in _in_use(seated):
            if keys:
                lines.append(f"  Table {table}: {_names(problem, keys)}")
        if seated.sitting_out:
            lines.append(f"  Sitting out: {_names(problem, seated.sitting_out)}")
    return "\n".join(lines) + "\n"


def summary(problem: Problem, result: Result) -> str:
    """Return what the plan is worth, in sentences; what its rules order is named as such."""
    score = result.score
    if score is None:
        proven = () if result.unproven else ("There is no plan: the rules contradict each other.",)
        return "\n".join((*proven, *result.why_none))
    pairs, ceiling = score.cross_sector_pairs, score.ceiling
    proof = "no plan can have more" if pairs == ceiling else f"at most {ceiling} are possible"
    meet = count(pairs, "new cross-sector pair meets", "new cross-sector pairs meet")
    rules = ordered_in(problem, result.rounds)
    worth = (f"{meet}; {proof}.", *_evenness(score, rules), *_remarks(score, rules))
    return " ".join((*worth, *_why_ended(result)))


def rounds_from_json(data: bytes) -> Rounds:
    """Read the rounds of a plan that :func:`plan_as_json` wrote.

    Raises UnreadableFile, saying where, when the document is not such a plan.
    """
    try:
        document = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"This is not JSON: {error}.") from error
    rounds = document.get("rounds") if isinstance(document, dict) else None
    if not isinstance(rounds, list):
        raise UnreadableFile("This JSON is not a plan: it has no list of rounds.")
    return tuple(_seated(number, item) for number, item in enumerate(rounds, start=1))


def _round(number: int, seated: SeatedRound) -> dict[str, object]:
    tables = [{"table": t, "people": list(keys)} for t, keys in _in_use(seated)]
    return {"round": number, "tables": tables, "sitting_out": list(seated.sitting_out)}


def _in_use(seated: SeatedRound) -> list[tuple[int, tuple[str, ...]]]:
    """The tables of a round by number, without those that a re-plan leaves out.

    Sizes differ by at most one: beside a table of two or more, an empty one is not in use.
    """
    least = 1 if any(len(keys) > 1 for keys in seated.tables) else 0
    return [(t, keys) for t, keys in enumerate(seated.tables, start=1) if len(keys) >= least]


def _seated(number: int, item: object) -> SeatedRound:
    if not isinstance(item, dict) or item.get("round", number) != number:
        raise UnreadableFile(f"Round {number} of this plan is missing or out of order.")
    tables = item.get("tables")
    out = item.get("sitting_out") or []
    if not isinstance(tables, list):
        raise UnreadableFile(f"Round {number} of this plan has no list of tables.")
    if not _are_keys(out):
        raise UnreadableFile(f"Round {number} of this plan: sitting_out is no list of ids in text.")
    seats: dict[int, tuple[str, ...]] = {}
    for place, table in enumerate(tables, start=1):
        label = table.get("table", place) if isinstance(table, dict) else None
        keys = table.get("people") if isinstance(table, dict) else None
        if type(label) is not int or not 1 <= label <= 100_000:
            raise UnreadableFile(f"Table {place} in round {number} of this plan has no number.")
        if label in seats:
            raise UnreadableFile(f"Table {label} is there twice in round {number} of this plan.")
        if not _are_keys(keys):
            raise UnreadableFile(
                f"Table {label} in round {number} of this plan: people is no list of ids in text."
            )
        seats[label] = tuple(keys)
    everybody = [key for keys in seats.values() for key in keys] + list(out)
    if len(set(everybody)) < len(everybody):
        raise UnreadableFile(f"Somebody has two places in round {number} of this plan.")
    last = max(seats, default=0)
    return SeatedRound(tuple(seats.get(t, ()) for t in range(1, last + 1)), tuple(out))


def _are_keys(value: object) -> TypeGuard[list[str]]:
    """Whether this is a list of text that can be written again: half a letter cannot."""
    return isinstance(value, list) and all(
        isinstance(key, str) and not _HALF_A_LETTER.search(key) for key in value
    )


def _evenness(score: Score, rules: Ordered) -> tuple[str, ...]:
    fewest = score.fewest_cross_sector
    if rules.fewest is not None and rules.fewest > fewest:
        return (
            f"The least anyone present throughout meets is {rules.fewest}.",
            "People whom a rule keeps together meet fewer for that reason, at least "
            f"{rules.kept_fewest}.",
        )
    least = f"The least anyone present throughout meets is {fewest}"
    if score.fewest_ceiling == fewest:
        return (f"{least}, which is proven best.",)
    if score.fewest_ceiling is not None:
        return (f"{least}, of at most {score.fewest_ceiling}.",)
    return (f"{least}.",)


def _remarks(score: Score, rules: Ordered) -> list[str]:
    repeats, colleagues = score.repeat_meetings - rules.repeats, score.same_organisation_meetings
    other = "Other repeated meetings" if rules.repeats else "Repeated meetings"
    again = "Nobody else meets twice." if rules.repeats else "Nobody meets twice."
    remarks = [
        f"Repeated meetings that the rules order: {rules.repeats}." if rules.repeats else "",
        f"{other}: {repeats}." if repeats else again,
        f"Meetings of colleagues: {colleagues}." if colleagues else "",
        f"Wishes kept: {score.wishes_kept} of {score.wishes}." if score.wishes else "",
        f"People moved from their old seats: {score.moved_people}." if score.moved_people else "",
    ]
    return [remark for remark in remarks if remark]


def _why_ended(result: Result) -> tuple[str, ...]:
    """Why a search that did not prove its plan went no further."""
    match result.ended:
        case Ended.TIME:
            return ("The search used all of its time; more may bring more.",)
        case Ended.EXHAUSTED:
            return (
                "The search ended early: several starts in a row brought nothing more. Another "
                "seed may.",
            )
    return ()


def _names(problem: Problem, keys: tuple[str, ...]) -> str:
    return ", ".join(
        f"{person.name} ({person.sector})" if (person := problem.by_key.get(key)) else key
        for key in keys
    )
