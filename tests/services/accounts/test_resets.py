"""A worker answers what was asked at the sign-in page: accounts alone, and each of them once."""

from datetime import timedelta

from scheduler.mail.letters import Sender
from scheduler.models import User
from scheduler.services.accounts import resets
from tests.builders import NOW, Account, posted

US = Sender("Crosstalk", "crosstalk@example.org")


def answer_all() -> list[str]:
    """The addresses written to so far, once everything that waits is answered."""

    def link(user: User, base: str) -> str:
        return f"{base}/reset/{user.id}"

    for number in resets.waiting_resets():
        resets.answer_reset(number, link, US, NOW)
    return [mail.recipient for mail in posted()]


def test_an_account_is_written_to_and_a_stranger_is_not(owner: Account) -> None:
    resets.ask(" Olwen@Example.org ", "https://our.example", NOW)
    resets.ask("nobody@example.org", "https://our.example", NOW)
    assert answer_all() == ["olwen@example.org"]
    assert f"https://our.example/reset/{owner.user.id}" in posted()[0].message.decode()
    assert resets.waiting_resets() == []


def test_an_account_that_is_closed_gets_nothing(owner: Account) -> None:
    owner.user.active = False
    resets.ask("olwen@example.org", "https://our.example", NOW)
    assert answer_all() == []


def test_one_email_in_five_minutes(owner: Account) -> None:
    for _ in range(2):
        resets.ask("olwen@example.org", "https://our.example", NOW)
        answer_all()
    assert len(posted()) == 1
    assert timedelta(minutes=5) == resets.PAUSE
