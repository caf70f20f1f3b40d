"""Reading what a form says of a commitment."""

from datetime import UTC, date, datetime

from scheduler.domain.events.setting_up import check_day
from scheduler.domain.states import CommitmentState
from scheduler.errors import InvalidInput


def read_day(text: str) -> date | None:
    """The day of a form, None for none. Raises InvalidInput, field ``due``, for what is no day
    and as :func:`check_day`."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidInput("Choose a day, or leave it empty.", field="due") from None
    try:
        check_day(day, datetime.now(UTC).date())
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field="due") from None
    return day


def read_state(text: str) -> CommitmentState:
    """The state that a button stands for. Raises InvalidInput for another."""
    try:
        return CommitmentState(text)
    except ValueError:
        raise InvalidInput("Say whether it is kept, under way or dropped.") from None
