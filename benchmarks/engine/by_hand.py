"""What people do without a program: draw lots, or rotate when the bell rings."""

import numpy as np

from benchmarks.engine.room import Room, Seats


def random_seating(room: Room, seed: int) -> Seats:
    """Return a fresh draw of lots in every round; hosts stay at their tables."""
    rng = np.random.default_rng(seed)
    seats = np.full((room.rounds, room.people), -1, dtype=np.int64)
    guests = np.flatnonzero(room.host < 0)
    for row in seats:
        row[room.host >= 0] = room.host[room.host >= 0]
        free = np.array(room.sizes) - np.bincount(
            room.host[room.host >= 0], minlength=len(room.sizes)
        )
        places = np.repeat(np.arange(len(room.sizes)), free)
        row[rng.permutation(guests)[: len(places)]] = places
    return seats


def hand_rotation(room: Room) -> Seats:
    """Deal the list, sector by sector, round the tables; then half of each table moves on.

    At every bell the people in the second half of the seats go to the next table and the
    others stay: the rotation that needs no paper. With tables of two these are two facing
    rows of which one moves.
    """
    tables = len(room.sizes)
    order = np.lexsort((np.arange(room.people), room.sector, room.host < 0))
    order = order[: sum(room.sizes)]
    if (room.host >= 0).any():
        hosts = int((room.host >= 0).sum())
        order[:hosts] = order[np.argsort(room.host[order[:hosts]])]
    seats = np.full((room.rounds, room.people), -1, dtype=np.int64)
    at, seat = np.arange(len(order)) % tables, np.arange(len(order)) // tables
    moves = seat >= max(1, max(room.sizes) // 2)
    # An odd table out: the seats of the last, shorter row stay, or sizes would change.
    moves &= seat < min(room.sizes)
    for number, row in enumerate(seats):
        row[order] = np.where(moves, at + number, at) % tables
    return seats
