"""How a solve shares out its time between its stages."""

from dataclasses import dataclass

from scheduler.engine.solvers.parameters import Parameters, parameter, share_parameter


@dataclass(frozen=True)
class SolveParameters(Parameters):
    """How a solve shares out its time, and how soon it answers."""

    look: float = parameter("seconds", 0.02, least=1e-3)
    """Between two looks at ``should_stop``."""
    report: float = parameter("seconds", 0.5)
    """Between two reports of progress."""
    many: int = parameter("people", 150)
    """Beyond whom a stopped solve leaves out what takes longer than a moment."""
    moment: float = parameter("seconds", 0.15)
    """For reasons, and for any plan, where the time is up."""
    ceiling_seconds: float = parameter("seconds", 5.0)
    ceiling: float = share_parameter(0.3)
    """For the ceiling before any search: at most so long, and this share of the time given."""
    prices_seconds: float = parameter("seconds", 4.0)
    prices: float = share_parameter(0.3)
    """For a ceiling that heeds who has met whom: at most so long, and this share of the time."""
    charged: float = share_parameter(0.2)
    """Of counted work, what that proof counts for."""
    clash: float = share_parameter(0.1)
    """Of the time left, for a look whether rules clash."""
    explain_seconds: float = parameter("seconds", 1.0)
    """For the reasons, if so, at the least."""
    small: float = share_parameter(0.3)
    """Of the time left, for the best plan of a small room."""
    within_reach: float = share_parameter(0.5)
    """Of the time left, for a search whose aim is known to be within reach."""
    reasons: float = share_parameter(0.5)
    """Of the time left after a search without a plan, for why there is none."""
    limits_seconds: float = parameter("seconds", 1.0)
    limits_overtime: float = parameter("seconds", 0.4)
    limits_in_a_hurry: float = parameter("seconds", 0.1)
    """For what one change would do to the ceiling: a guard, it takes a tenth of it.

    Less where the time is up, and least where somebody said stop.
    """
