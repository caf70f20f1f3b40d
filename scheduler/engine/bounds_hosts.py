"""B7: what is lost because those bound to a table run out of new people there."""

from collections import Counter

from scheduler.engine.bounds_tally import Tally
from scheduler.engine.problem import Odd, Person


def host_losses(tally: Tally) -> int:
    """B7, formula (14): cross-sector meetings that B1 counts and no plan can gain.

    Let h be bound to table t in the open rounds O_h, b another sector, n_br its people in
    round r, T_r the tables and f_br = ⌊n_br / T_r⌋. An even spread, which alone attains B1,
    puts at least f_br of b at every table. If d_r of them are missing at table t in round r,
    then Σ_t c_bt² exceeds its least by at least 2·d_r (c² lies d² + d above its tangent
    between f and f + 1), so B1 is missed by d_r; those who are not missing meet h. Of these
    Σ_r (f_br − d_r) meetings at most D_hb are first meetings, besides the g_hb given by those
    who surely share the table, which B5 has already taken off. Hence, whatever the d_r, at
    least Σ_r f_br − g_hb − D_hb meetings are lost. Losses of different sectors, and of
    tables with different numbers, are different meetings; of several people bound to one
    table only the greatest loss is taken.
    """
    lost: Counter[int] = Counter()
    floors = _floors(tally)
    for person in tally.here:
        table = _table(tally, person)
        if table is not None:
            lost[table] = max(lost[table], _lost_by(tally, person, floors))
    return sum(lost.values())


def _lost_by(tally: Tally, person: Person, floors: dict[int, dict[str, int]]) -> int:
    first, last = tally.windows[person.key]
    given: Counter[str] = Counter()
    for number in range(first, last + 1):
        for a, b in tally.sure[number]:
            if person.key in (a, b):
                given[tally.problem.by_key[b if a == person.key else a].sector] += 1
    return sum(
        max(
            0,
            sum(floors[number].get(sector, 0) for number in range(first, last + 1))
            - given[sector]
            - tally.partners[person.key][sector],
        )
        for sector in tally.sectors
        if sector != person.sector
    )


def _floors(tally: Tally) -> dict[int, dict[str, int]]:
    """Per open round and sector, the people an even spread puts at every table."""
    problem = tally.problem
    found = {}
    for number in problem.open_rounds:
        present = Counter(person.sector for person in problem.present(number))
        sizes = problem.table_sizes(number)
        out = int(present.total() > sum(sizes))
        found[number] = {s: max(0, n - out) // max(1, len(sizes)) for s, n in present.items()}
    return found


def _table(tally: Tally, person: Person) -> int | None:
    problem = tally.problem
    if problem.pairs and problem.odd is Odd.SIT_OUT:
        return person.host_table
    return problem.fixed_tables.get(person.key)
