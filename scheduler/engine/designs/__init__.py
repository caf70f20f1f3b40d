"""Algebraic seatings: rounds in which no cross-sector pair repeats, built rather than searched.

Two entry points, :func:`design` for any mix of sectors and :func:`golfer` for the social golfer
problem; :func:`all_meet` where the rounds suffice for everybody, :func:`nearly` where no
design is known. Whatever the first two return has been verified by :mod:`.verify`, so a slip
in a construction can cost a design but never give a wrong one.
:func:`share_out`, :func:`wander` and :func:`even_further` make a design fairer.
The constructions, each with its source and proof, are in docs/engine.md under "Designs" and
in the modules.
"""

from scheduler.engine.designs.build import design
from scheduler.engine.designs.developed import nearly
from scheduler.engine.designs.fairness.covers import share_out
from scheduler.engine.designs.fairness.walks import even_further, wander
from scheduler.engine.designs.golfers.saturated import all_meet
from scheduler.engine.designs.golfers.schedule import golfer

__all__ = ["all_meet", "design", "even_further", "golfer", "nearly", "share_out", "wander"]
