"""Shifts in Z_T found once by a long search, kept so that nobody waits for them again."""

from collections.abc import Iterator

import numpy as np

from scheduler.engine.designs.columns.differences import Shifts

_STORED: dict[int, tuple[str, ...]] = {
    6: (
        "00000 05123 03415 04351 01532",
        "000000 051234",
    ),
    10: (
        "00000 05492 03819 01285 09327 02571 08643 04156 07968",
        "00000000 06295147 07913486 05429613 01876534 09382761 04561398 02734859",
        "000000000 075392468 082935647 049253786 063529874",
    ),
    12: (
        "0000 039b 0253 0469 0916 0b72 0837 0128 0745 06ba 0a84",
        "00000 04a39 089ba 0b148 02ba3 06412 0a375 05894 03751 0728b",
        "000000 0ba693 064321 0467b2 03b459 0a793b 025867 083a74 0915a8",
        "00000000 03154692 0b84a765 06b231a7 07a8b534 012b7346 0467291b 05491273",
    ),
    14: (
        "0000 0597 0b29 023c 03ab 0a51 01c2 0c85 0643 09bd 0716 047a",
        "00000 0597b 02bd6 0c3a1 0ad54 0d54c 03195 07483 04639 0672d 092ca",
        "000000 0597b2 0b23c6 09ba2c 01c5a3 0a3869 087bd1 071c5b 04ad75 025148",
        "0000000 0597b2a 023c69b 0a5b4d2 0c43189 07a43b6 018a263 0418dc5 0326851",
        "00000000 0597b2ad 02c39b15 0a145382 013a4d5b 07ab8146 0961dcb4 032d15c7",
    ),
    15: (
        "00000 03e57 07683 0e1a4 058be 04975 01aeb 0a239 0b418 09762 063dc 08c2a",
        "000000 03e578 069ae1 0e3d6b 04591a 071ea3 024b85 0a7642 05c239 0d849c 0ca726",
        "0000000 073a82c 0ab6e37 0d7465b 0be5a84 0153c78 03825c6 04cb79e 0e67413 08ac3b9",
        "00000000 03e57869 0a3159e8 08a49e17 0126ecb4 09631452 05c84d21 0d7c3a4e 0e5781d3",
    ),
    18: (
        "0000000 0ac7e43 09d3h2a 01b975f 071c93e 02543a7 0391682 0h46a15 0d382gh 0ge2f7d "
        "0ead568 08he4f6",
        "00000000 01ef24bh 0914c26e 0h2a9g81 05a2bhdf 0g57a8ed 02417658 0c8h3dg2 0e76g195 "
        "0fcgea49 08gb6f2c",
    ),
    20: (
        "00000000 02315efh 0gic36h7 08df924g 01g3d86e 05eh4i76 0f1dag9i 0c2613ja 036ej912 "
        "07jabc29 0ahg87dj 06ajhfeb",
    ),
}


def stored_shifts(columns: int, tables: int) -> Iterator[Shifts]:
    """Yield what is kept for at least that many columns, most rounds first."""
    for array in every_stored(tables):
        if len(array) >= columns:
            yield array[:columns]


def every_stored(tables: int) -> Iterator[Shifts]:
    """Yield all that is kept for that many tables, with all columns, most rounds first."""
    for text in _STORED.get(tables, ()):
        yield np.array([[int(v, 36) for v in row] for row in text.split()]).T
