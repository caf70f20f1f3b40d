"""A cancellation that was made, with what is needed to undo it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from scheduler.domain.states import RegistrationState


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a registration stood: its state, its place in the queue, and what the person said."""

    attendee_id: int
    state: RegistrationState
    waiting_since: datetime | None = None
    confirmed_at: datetime | None = None
    offered_until: datetime | None = None

    def kept(self) -> list[Any]:
        """Return it as plain values, for :meth:`read`."""
        moments = (self.waiting_since, self.confirmed_at, self.offered_until)
        return [self.attendee_id, str(self.state), *(m and m.isoformat() for m in moments)]

    @classmethod
    def read(cls, kept: list[Any]) -> Self:
        """Return what :meth:`kept` was asked of."""
        id_, state, *moments = kept
        return cls(
            id_, RegistrationState(state), *(m and datetime.fromisoformat(m) for m in moments)
        )


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Who cancelled, from where, and who moved up through it, in that order.

    ``told``: the person was written to. ``emails``: how many emails were written to everybody.
    """

    person: Standing
    moved_up: tuple[Standing, ...]
    told: bool
    emails: int = 0

    def kept(self) -> dict[str, Any]:
        """Return it as plain values, for :meth:`read`; the number of emails is left out."""
        moved = [standing.kept() for standing in self.moved_up]
        return {"person": self.person.kept(), "moved_up": moved, "told": self.told}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what :meth:`kept` was asked of."""
        moved = tuple(Standing.read(each) for each in kept["moved_up"])
        return cls(Standing.read(kept["person"]), moved, kept["told"])
