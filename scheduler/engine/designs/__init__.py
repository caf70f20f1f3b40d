"""Algebraic seatings: rounds in which no cross-sector pair repeats, built rather than searched.

Two doors, :func:`design` for any mix of sectors and :func:`golfer` for the social golfer
problem; :func:`nearly` where no design is known. Whatever the two return has been verified
by :mod:`.verify`, so a slip in a construction can cost a design but never give a wrong one.
:func:`share_out` makes a design fairer.
The constructions, each with its source and proof, are in docs/engine.md under "Designs" and
in the modules.
"""

from scheduler.engine.designs.build import design
from scheduler.engine.designs.covers import share_out
from scheduler.engine.designs.developed import nearly
from scheduler.engine.designs.golfers import golfer

__all__ = ["design", "golfer", "nearly", "share_out"]
