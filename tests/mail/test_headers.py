"""Headers keep every letter and space of what people wrote, as two parsers read them."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.mail import attendee_messages as messages
from scheduler.mail.letters import Letter
from tests.mail.test_attendee_messages import BOOKING, NOW

TITLES = [
    "Brecwast rhwydweithio iechyd yn Llanfairpwll: tŷ bwyta’r Ŵyn",
    "Завтрак для здоровья: общественные организации",
    "Bracaist lìonraidh slàinte ann an Dùn Èideann, aig meadhan a’ bhaile ùr",
    "स्वास्थ्य नाश्ता: सामुदायिक संगठन और सार्वजनिक सेवाएँ",
    "健康交流早餐会" * 8,
    "إفطار التواصل الصحي في المدينة القديمة بالقرب من السوق الكبير",
    "Breakfast 🥐 for everybody who works in health, care and housing in the town ☕",
    "Third sector and health breakfasts",
    "Third sector and health networking",
    "Third sector and health networking breakfast of the whole town, in the old corn exchange",
    "ContactNightForTheThirdSectorInRenfrewshireAndInverclydeAndEastDunbartonshireTogether",
    "Two words =?utf-8?q?as_written?= here",
]
WORDS = st.text(st.sampled_from("abz ŷŴâé Жйя कलिा健康🥐-,:;()<>\"'"), min_size=1, max_size=120)


def letter(title: str) -> Letter:
    return messages.waiting(replace(BOOKING, title=title), NOW, number=3)


def read_back(content: bytes) -> tuple[str, str]:
    """The subject as the new parser reads it, and as the old one does."""
    new = message_from_bytes(content, policy=policy.default)["Subject"]
    old = message_from_bytes(content, policy=policy.compat32)["Subject"]
    unfolded = "".join(old.splitlines())
    return str(new), str(make_header(decode_header(unfolded)))


@pytest.mark.parametrize("title", TITLES)
def test_a_subject_arrives_as_it_was_written(title: str) -> None:
    written = letter(title)
    assert title in written.subject
    assert read_back(written.content) == (written.subject, written.subject)


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_any_subject_arrives_as_it_was_written(title: str) -> None:
    written = letter(title)
    assert read_back(written.content) == (written.subject, written.subject)


@pytest.mark.parametrize("title", TITLES)
def test_no_line_of_the_headers_is_too_long(title: str) -> None:
    head = letter(title).content.split(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.split(b"\r\n")) <= 78
    assert head.isascii()


def test_whoever_is_away_is_not_asked_to_answer() -> None:
    message = message_from_bytes(letter("Breakfast").content, policy=policy.default)
    answers = message["Auto-Submitted"], message["X-Auto-Response-Suppress"]
    assert answers == ("auto-generated", "All")
