"""An email in its frame: its own style and no other, and links that lead nowhere."""

from base64 import b64encode
from hashlib import sha256

from scheduler.models import Event
from tests.builders import Account, make_attendee
from tests.builders.pages import framed, part_of


def test_the_page_allows_each_style_of_the_email_and_no_other(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Muir")
    page = owner.client.get(f"/organise/events/{event.id}/emails/rounds_changed")
    [email] = framed(page)
    styles = {str(part["style"]) for part in part_of(email).select("[style]")}
    styles |= {part.text for part in part_of(email).select("style")}
    digests = {b64encode(sha256(style.encode()).digest()).decode() for style in styles}
    policy = page.headers["Content-Security-Policy"].split("; ")
    [allowed] = [rule.split() for rule in policy if rule.startswith("style-src ")]
    assert allowed[:3] == ["style-src", "'self'", "'unsafe-hashes'"]
    assert sorted(allowed[3:]) == sorted(f"'sha256-{digest}'" for digest in digests)
    assert len(page.headers["Content-Security-Policy"]) < 3_000
    assert {str(link["href"]) for link in part_of(email).select("[href]")} == {"about:srcdoc#"}
