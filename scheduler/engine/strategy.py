"""The table of contents of the engine: its methods, in the order in which they are tried.

Each entry says when a method applies, what it costs, what it proves or brings, and where
docs/engine.md describes it. :func:`scheduler.engine.solve.solve` goes through the stages in this
order and asks here which methods of a stage to try; ``Settings.without`` leaves some of them out,
as ``make ablate`` does to show what each is worth. n people, R rounds.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What a method is for; the stages of one solve in their order."""

    RULES = "whether the rules can be kept"
    CEILING = "how many pairs there can be"
    EXACT = "the best plan of a small room"
    HISTORY = "how many pairs there can be after earlier events"
    FAIRNESS = "how fair a plan with these pairs can be"
    REPLAN = "a plan near the one that is replaced"
    PAIRS = "a plan with the most pairs"
    ANY_PLAN = "any plan that keeps the rules"
    LEVELS = "the levels below the pairs"


class Method(StrEnum):
    """Every method by the name that ``Settings.without`` and the ablation use."""

    ARITHMETIC = "arithmetic"
    PLAIN_CLASH = "plain-clash"
    SPREAD = "spread"
    FEW_LEFT = "few-left-to-meet"
    HOSTS = "hosts"
    OFFICERS = "officers"
    FLOW = "flow"
    SMALL_ROOMS = "small-rooms"
    PRICES = "prices"
    SHARED_SEATS = "shared-seats"
    COVERING = "covering"
    ALL_MEET = "all-meet"
    ANNEALING = "annealing"
    DESIGNS = "designs"
    DEVELOPED = "developed"
    COVERS = "covers"
    WALKS = "walks"
    ARRAYS = "arrays"
    PAIRS_ANEW = "pairs-anew"
    AIMED_MOVES = "aimed-moves"
    RULE_SEARCH = "rule-search"
    GOLFER_START = "golfer-start"
    SEATING_MODEL = "seating-model"
    LEVEL_ANNEALING = "level-annealing"
    RESEATING = "reseating"
    OTHER_STARTS = "other-starts"
    TURNS = "turns"


@dataclass(frozen=True, slots=True)
class StrategyEntry:
    """One line of the table of contents.

    ``section``: number or heading in docs/engine.md. ``needed``: cannot be left out.
    """

    method: Method
    stage: Stage
    section: str
    applies: str
    costs: str
    brings: str
    needed: bool = False


# One line for each column of the table.
# fmt: off
STRATEGY: tuple[StrategyEntry, ...] = (
    StrategyEntry(Method.ARITHMETIC, Stage.RULES, "Contradictions",
          applies="always",
          costs="milliseconds",
          brings="proves that some rules clash, and names them"),
    StrategyEntry(Method.PLAIN_CLASH, Stage.RULES, "Contradictions",
          applies="rules name few people",
          costs="at most 0.05 of CP-SAT's units for each kind of round",
          brings="proves that the rules clash before a search would begin"),
    StrategyEntry(Method.SPREAD, Stage.CEILING, "B1, B4, B5, B6",
          applies="always",
          costs="time linear in n and R",
          brings="proves a ceiling of the pairs from seats and sectors, round by round"),
    StrategyEntry(Method.FEW_LEFT, Stage.CEILING, "B9",
          applies="tables of two",
          costs="time linear in n and R",
          brings="proves pairs lost where somebody has fewer people left to meet than rounds"),
    StrategyEntry(Method.HOSTS, Stage.CEILING, "B7",
          applies="people are bound to tables",
          costs="time linear in n and R",
          brings="proves pairs lost where those bound to a table run out of new people"),
    StrategyEntry(Method.OFFICERS, Stage.CEILING, "B11",
          applies="three sectors of six, six tables, six rounds, everybody there throughout",
          costs="nothing",
          brings="proves two pairs lost for want of orthogonal squares of order six"),
    StrategyEntry(Method.FLOW, Stage.CEILING, "B3",
          applies="at most 400,000 arcs",
          costs="milliseconds",
          brings="proves a ceiling from the partners and seats of each person"),
    StrategyEntry(Method.SMALL_ROOMS, Stage.EXACT, "Small rooms",
          applies="at most 9 people and 120 places for them",
          costs="at most two of CP-SAT's units",
          brings="the best plan on every level, and its proof"),
    StrategyEntry(Method.PRICES, Stage.HISTORY, "B8",
          applies="people have met before, at most 1,200 pairs count, tables of 3 to 12",
          costs="0.05 to 2 s, at most three tenths of the time",
          brings="proves a lower ceiling where tables of strangers are rare"),
    StrategyEntry(Method.SHARED_SEATS, Stage.FAIRNESS, "B10",
          applies="nobody sits out",
          costs="10 to 200 ms for each level",
          brings="proves the greatest fewest and the least spread for a number of pairs"),
    StrategyEntry(Method.COVERING, Stage.REPLAN, "Late change",
          applies="there is a plan to be replaced, and few moves are asked for or pairs missing",
          costs="two fifths of the time, 2 s at most, where many tables go; else milliseconds",
          brings="proves the fewest people who must move, and seats them well"),
    StrategyEntry(Method.ALL_MEET, Stage.PAIRS, "D10",
          applies="no rule but the seats, equal tables of three or more, enough rounds",
          costs="milliseconds",
          brings="a plan in which every cross-sector pair meets"),
    StrategyEntry(Method.ANNEALING, Stage.PAIRS, "Cold annealing", needed=True,
          applies="always",
          costs="5 million moves a second at tables of six",
          brings="most ordinary plans at their ceiling in its first phase"),
    StrategyEntry(Method.DEVELOPED, Stage.PAIRS, "D7",
          applies="two rooms listed, nobody bound, absent or with companions",
          costs="milliseconds",
          brings="plans grown from base rounds by a permutation of the people"),
    StrategyEntry(Method.DESIGNS, Stage.PAIRS, "D1 to D4, D6",
          applies="nobody is bound, absent or with companions",
          costs="at most about half a second",
          brings="rounds in which no pair repeats, at bound B1"),
    StrategyEntry(Method.COVERS, Stage.PAIRS, "D9",
          applies="a design fills all rounds and nothing but the seats counts",
          costs="about 10 ms a turn, 50 turns",
          brings="a fairer design where exchanges find none"),
    StrategyEntry(Method.WALKS, Stage.PAIRS, "D9",
          applies="covers chosen one by one end short",
          costs="some seconds, at most 90% of the time for pairs",
          brings="a fairer design where covers by cost find none"),
    StrategyEntry(Method.ARRAYS, Stage.PAIRS, "D11",
          applies="two rounds, at most 400 people, the same tables of three or more in all rounds",
          costs="milliseconds a fit, then annealing",
          brings="good starts for rooms that no design knows: hosts, late arrivals, uneven tables"),
    StrategyEntry(Method.PAIRS_ANEW, Stage.PAIRS, "Re-seating by assignment",
          applies="tables of two, annealing ends short",
          costs="an assignment a round, 250 sweeps and more",
          brings="the last pairs after much history"),
    StrategyEntry(Method.AIMED_MOVES, Stage.PAIRS, "Cold annealing",
          applies="more than one in twenty cross-sector pairs have met before",
          costs="as annealing, a twelfth slower a move",
          brings="pairs that random swaps seldom bring together"),
    StrategyEntry(Method.RULE_SEARCH, Stage.PAIRS, "Tight rules",
          applies="the first phases leave a rule broken",
          costs="at most half of the time for pairs",
          brings="a plan that keeps every rule"),
    StrategyEntry(Method.GOLFER_START, Stage.PAIRS, "D4, Tight rules",
          applies="more than 90% of all pairs must meet, equal tables",
          costs="milliseconds",
          brings="a golfers' schedule to start the search for rules from"),
    StrategyEntry(Method.SEATING_MODEL, Stage.ANY_PLAN, "Tight rules, Contradictions",
          applies="those without a choice do not fit, or no swap mends the rules",
          costs="at most half of the time left",
          brings="any plan that keeps the rules, or the proof that there is none"),
    StrategyEntry(Method.LEVEL_ANNEALING, Stage.LEVELS, "Levels", needed=True,
          applies="always",
          costs="about a million moves a second",
          brings="each level to its bound, behind a guard on those above"),
    StrategyEntry(Method.RESEATING, Stage.LEVELS, "Re-seating by assignment",
          applies="at most 300 tables, somebody wishes for somebody or something",
          costs="an assignment a round",
          brings="wishes and shared priorities near their flow bound"),
    StrategyEntry(Method.OTHER_STARTS, Stage.LEVELS, "Other starts",
          applies="pairs or fairness are not proven best, and no plan is replaced",
          costs="until eight starts in a row bring nothing, or the time is up",
          brings="the last meeting of the worst-off person, and the last units of evenness"),
    StrategyEntry(Method.TURNS, Stage.LEVELS, "Turns at small tables",
          applies="tables of a round differ in size, and no plan is replaced",
          costs="0.2 s for 60 people, under a second for 1,000",
          brings="turns at the smaller tables that differ by one where equal plans allow it"),
)
# fmt: on


def methods(stage: Stage, without: Collection[Method] = ()) -> tuple[Method, ...]:
    """The methods of a stage, in the order in which they are tried, some left out."""
    return tuple(
        entry.method
        for entry in STRATEGY
        if entry.stage is stage and (entry.needed or entry.method not in without)
    )


def removable() -> tuple[Method, ...]:
    """The methods without which there still is a plan."""
    return tuple(entry.method for entry in STRATEGY if not entry.needed)
