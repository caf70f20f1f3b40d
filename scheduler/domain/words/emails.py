"""What has become of emails, in one sentence that is true wherever they are counted."""

from scheduler.domain.english import count


def written(number: int, *, leaving: bool) -> str:
    """The sentence for so many emails just written; ``leaving``: a mail server is set."""
    if number == 0:
        return "No emails were sent."
    what = count(number, "email is", "emails are")
    if leaving:
        return f"{what} on the way."
    return f"{what} written but NOT sent: no mail server is set."
