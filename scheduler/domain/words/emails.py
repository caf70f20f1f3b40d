"""What has become of emails, in one sentence that is true wherever they are counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.domain.english import agree, count, listed
from scheduler.domain.languages import gettext
from scheduler.domain.states import MailState

ON_THEIR_WAY = (MailState.QUEUED, MailState.SENDING)

KINDS = {
    MailState.QUEUED: "",
    MailState.SENDING: "warn",
    MailState.SENT: "good",
    MailState.UNSENT: "warn",
    MailState.HELD: "warn",
    MailState.REFUSED: "bad",
    MailState.FAILED: "bad",
    MailState.RETURNED: "bad",
}
"""How a page colours a state."""


def written(number: int, *, leaving: bool, waiting: bool = False) -> str:
    """The sentence for so many emails just written.

    ``leaving``: a mail server is set; ``waiting``: it takes no emails at the moment.
    """
    if number == 0:
        return "No emails were sent."
    what = count(number, "email is", "emails are")
    if not leaving:
        return f"{what} written but not sent: no email account is connected."
    if waiting:
        wait = agree(number, "waits", "wait")
        return f"{what} written and {wait}: the mail server takes none at the moment."
    return f"{what} on the way."


def to_be_written(number: int, *, leaving: bool) -> str:
    """The sentence for so many emails that a press would write. ``leaving``: as `written`."""
    if not leaving and number:
        return (
            f"{count(number, 'email')} will be written but not sent: no email account is connected."
        )
    return f"{count(number, 'email goes', 'emails go') if number else 'No email goes'} out at once."


def progress_sentence(states: Mapping[MailState, int]) -> str:
    """How far the emails are that were written in one go, by their state.

    Those count as left that a mail server has taken, also where they came back afterwards.
    """
    number, waiting = sum(states.values()), sum(states.get(state, 0) for state in ON_THEIR_WAY)
    left = states.get(MailState.SENT, 0) + states.get(MailState.RETURNED, 0)
    others = [f"{waiting:,} waiting"] if waiting else []
    others += [
        f"{some:,} {state.words}"
        for state in MailState
        if state not in (*ON_THEIR_WAY, MailState.SENT) and (some := states.get(state, 0))
    ]
    told = f" {listed(others).capitalize()}." if others else ""
    return f"{left:,} of {number:,} {agree(number, 'email has', 'emails have')} left.{told}"


def trouble_sentence(number: int, *, barred: bool, words: str) -> str:
    """Why so many emails wait. ``barred``: the server refuses us for good; ``words``: its own."""
    wait = count(number, "email waits", "emails wait")
    said = f" It said: “{words.rstrip('.')}”."
    if barred:
        return (
            f"{wait}: the mail server does not accept us, and nothing is sent until somebody "
            f"changes that. Tell whoever runs this server.{said}"
        )
    return (
        f"{wait}: the mail server is away. We try again at least every hour, for two days; "
        f"nobody needs to do anything.{said}"
    )


def facts_apart(changes: Sequence[str]) -> dict[str, Any]:
    """The sentences on what was changed about an event, apart from those on its time and place.

    ``changed``: "when", "where" or both; ``others``: the sentences on anything else.
    """
    heads = {
        _head(gettext("New time: %(when)s.", when="")): "when",
        _head(gettext("New place: %(place)s.", place="")): "where",
    }
    return {
        "changed": [heads[_head(change)] for change in changes if _head(change) in heads],
        "others": [change for change in changes if _head(change) not in heads],
    }


def _head(sentence: str) -> str:
    """What stands before the colon."""
    return sentence.partition(": ")[0]
