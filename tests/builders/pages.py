"""Reading a page as a person would: its words, without its marks."""

import html
import re

from sqlalchemy import select
from werkzeug.test import TestResponse

from scheduler.models import OutgoingMail, db


def words(answer: TestResponse) -> str:
    """The page's text without its drawings, white space folded."""
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", answer.text, flags=re.DOTALL)
    return " ".join(html.unescape(bare).split())


def title(answer: TestResponse) -> str:
    """The page's first heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    assert found is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found.group(1))).split())


def errors(answer: TestResponse) -> list[str]:
    """What the summary at the top of the page asks to be changed."""
    summary = re.search(r'<div class="error-summary".*?</div>', answer.text, re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", summary.group(), re.DOTALL) if summary else []
    return [html.unescape(re.sub(r"<[^>]+>", "", item)).strip() for item in items]


def hidden(answer: TestResponse, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', answer.text)
    assert found is not None
    return found.group(1)


def mails() -> list[tuple[str, str]]:
    """Kind and recipient of every mail posted, in order."""
    db.session.rollback()
    rows = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
    # An open transaction would hold the write lock of SQLite against the application.
    db.session.commit()
    return [(mail.kind, mail.recipient) for mail in rows]
