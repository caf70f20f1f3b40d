"""The frame of every message: who it says it is from."""

from email import message_from_bytes, policy

import pytest

from scheduler.mail.letters import Sender, render_letter
from tests.builders import NOW


@pytest.mark.parametrize(
    "name",
    [
        "Paisley Breakfasts",
        "Crosstalk, of Paisley (and Renfrew)",
        "Søns & Datters, Glaschu (Alba) <b>",
        "Fòram na Gàidhlig, " * 8 + "Glaschu",
        "The Very Long Partnership, of Health and Care; " * 4 + "Paisley",
        "王小明, 中文机构",
    ],
)
def test_the_sender_is_one_mailbox_whatever_its_name(name: str) -> None:
    sender = Sender(name, "crosstalk@example.org")
    letter = render_letter("password_changed", "ann@example.org", sender, NOW)
    message = message_from_bytes(letter.content, policy=policy.default)
    (mailbox,) = message["From"].addresses
    assert mailbox.addr_spec == "crosstalk@example.org"
    assert "".join(mailbox.display_name.split()) == "".join(name.split())
    assert max(len(line) for line in letter.content.split(b"\r\n\r\n")[0].splitlines()) <= 78


def test_a_name_with_a_line_break_writes_no_header_of_its_own() -> None:
    sender = Sender("Paisley\r\nBcc: all@example.org", "crosstalk@example.org")
    letter = render_letter("password_changed", "ann@example.org", sender, NOW)
    assert message_from_bytes(letter.content, policy=policy.default)["Bcc"] is None
