"""Reading pages in tests: what a person sees, without the markup."""

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def text_of(response: TestResponse) -> str:
    """The words of a page, white space folded."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.text, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def after(client: FlaskClient, response: TestResponse) -> str:
    """The words of the page that a successful POST leads to."""
    assert response.status_code == 303, text_of(response)
    return text_of(client.get(response.headers["Location"]))


def errors_of(response: TestResponse) -> list[str]:
    """The sentences beside the fields of a page that refuses something."""
    assert response.status_code == 400
    found = re.findall(r'<p class="error"[^>]*>(.*?)</p>', response.text, flags=re.S)
    return [unescape(sentence).strip() for sentence in found]
