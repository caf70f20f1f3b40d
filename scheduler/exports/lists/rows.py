"""What a list holds once it is read: sheets of rows of cells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One record with the number of the physical line it starts on (the first is 1).

    ``notes`` say what the file does to the row besides its text; ``hidden``: nobody sees the
    row who opens the workbook.
    """

    line: int
    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet that are not blank; a text file is one sheet without a name.

    ``too_long``: it has more rows than are read, and none is here. ``hidden_columns`` count
    from 0.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    too_long: bool = False
    hidden_columns: tuple[int, ...] = ()
