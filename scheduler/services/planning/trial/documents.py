"""Paper and a spreadsheet of rounds that were tried, made from what the page sends back."""

from collections.abc import Sequence

from scheduler.domain.paper.sheet_data import (
    EventSheets,
    Shape,
    SheetPerson,
    SheetRound,
    SheetTable,
)
from scheduler.exports.lists.delimited import write_rows
from scheduler.exports.paper.sheets import round_sheets_pdf
from scheduler.services.planning.trial.lists import tried_list
from scheduler.services.planning.trial.seating import read_seating


def trial_pdf(text: str, seating: str) -> bytes:
    """Sheets for the tables, lists for the rounds and a list for the wall, as one PDF.

    Raises InvalidInput when the seating is not of this list, DocumentFailed as the renderer does.
    """
    people = tried_list(text).people
    sheets = EventSheets(
        title="Who sits with whom",
        when="",
        people=tuple(
            SheetPerson(
                key=str(i),
                name=person.name,
                organisation=person.organisation,
                sector=person.sector,
                shape=tuple(Shape)[max(person.style, 1) - 1],
                host_table=person.host_table,
            )
            for i, person in enumerate(people)
        ),
        rounds=tuple(
            SheetRound(
                number,
                tuple(SheetTable(t, keys) for t, keys in enumerate(seated.tables, 1) if keys),
                seated.sitting_out,
            )
            for number, seated in enumerate(read_seating(seating, len(people)), start=1)
        ),
    )
    return round_sheets_pdf(sheets)


def trial_csv(text: str, seating: str) -> str:
    """One row for each person and round, safe to open in a spreadsheet.

    Raises InvalidInput when the seating is not of this list.
    """
    people = tried_list(text).people
    rows: list[Sequence[object]] = [("round", "table", "name", "organisation", "sector")]
    for number, seated in enumerate(read_seating(seating, len(people)), start=1):
        places = [(str(t), key) for t, keys in enumerate(seated.tables, 1) for key in keys]
        places += [("sits out", key) for key in seated.sitting_out]
        for table, person in ((table, people[int(key)]) for table, key in places):
            rows.append((number, table, person.name, person.organisation, person.sector))
    return write_rows(rows)
