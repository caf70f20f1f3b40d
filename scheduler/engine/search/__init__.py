"""The compiled local search behind :func:`scheduler.engine.solve.solve`.

:mod:`.conductor` leads one search: :mod:`.seating` turns a problem into arrays and seats a first
plan, :mod:`.pairs` finds the pairs, :mod:`.rules` a plan that keeps every rule, :mod:`.levels`
settles what ranks below the pairs, and :mod:`.replan` keeps old seats after a change.
"""
