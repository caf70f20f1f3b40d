"""The real worker at mail servers that stall, refuse, put off, hang up and go away."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from scheduler.models import Event, OutgoingMail
from scheduler.services.planning import run as planning
from tests.builders import Account, make_people
from tests.chaos.surroundings import (
    as_if_waited,
    copies,
    job_now,
    post,
    row_now,
    server_takes_emails,
    settings,
    smtp,
    states,
)
from tests.mail_servers import OK, Mailbox, listening
from tests.processes import DEADLINE, free_port, running, until


@pytest.fixture
def env(app: Flask, smtp_port: int, tmp_path: Path) -> dict[str, str]:
    return settings(app, tmp_path, **smtp(smtp_port))


def stands(mail_id: int) -> tuple[str, str]:
    mail = row_now(OutgoingMail, mail_id)
    return mail.state, mail.error


def test_a_server_that_stalls_delays_no_plan_and_gets_each_email_once(
    event: Event, owner: Account, mailbox: Mailbox, env: dict[str, str], tmp_path: Path
) -> None:
    make_people(event, 4)
    names = [f"person{number}" for number in range(8)]
    post(event, *names)
    mailbox.let_go.clear()
    with running(["worker"], env, tmp_path / "out.txt"):
        assert mailbox.asked.acquire(timeout=DEADLINE), "the server has an email and says nothing"
        job = planning.request_plan(event, owner.user, datetime.now(UTC))
        until(lambda: job_now(job.id).state == "done", "the plan does not wait for the emails")
        assert states()["sent"] == 0
        mailbox.let_go.set()
        until(lambda: states() == {"sent": 8}, "every email is sent")
    assert {recipient: len(ids) for recipient, ids in copies(mailbox).items()} == {
        f"{name}@example.org": 1 for name in names
    }


def test_a_server_that_refuses_one_takes_the_others(
    app: Flask, mailbox: Mailbox, env: dict[str, str], tmp_path: Path
) -> None:
    refusal = "550 5.1.1 No such person here"
    mailbox.at_recipient = lambda to: refusal if to.startswith("ben") else OK
    _ann, ben, _cay = post(None, "ann", "ben", "cay")
    with running(["worker"], env, tmp_path / "out.txt"):
        until(lambda: states() == {"sent": 2, "refused": 1}, "each email has found its end")
    assert stands(ben) == ("refused", refusal)
    assert row_now(OutgoingMail, ben).attempts == 1
    assert sorted(mailbox.recipients()) == ["ann@example.org", "cay@example.org"]


def test_a_server_that_puts_everybody_off_once_gets_each_email_once(
    app: Flask, mailbox: Mailbox, env: dict[str, str], tmp_path: Path
) -> None:
    seen: set[str] = set()

    def greylist(recipient: str) -> str:
        if recipient in seen:
            return OK
        seen.add(recipient)
        return "450 4.2.0 Greylisted, come back in a while"

    mailbox.at_recipient = greylist
    ids = post(None, "ann", "ben")
    with running(["worker"], env, tmp_path / "out.txt"):
        put_off = ("queued", "450 4.2.0 Greylisted, come back in a while")
        until(lambda: {stands(mail_id) for mail_id in ids} == {put_off}, "both are put off")
        assert server_takes_emails()
        as_if_waited()
        until(lambda: states() == {"sent": 2}, "both are sent")
    assert sorted(mailbox.recipients()) == ["ann@example.org", "ben@example.org"]


def test_a_server_that_hangs_up_after_the_content_may_get_it_twice_under_one_name(
    app: Flask, mailbox: Mailbox, env: dict[str, str], tmp_path: Path
) -> None:
    mailbox.hang_up_after_content = 1
    [ann] = post(None, "ann")
    with running(["worker"], env, tmp_path / "out.txt"):
        until(lambda: stands(ann)[1] != "", "the connection ends")
        assert row_now(OutgoingMail, ann).state == "queued"
        as_if_waited()
        until(lambda: states() == {"sent": 1}, "it is sent")
    [(recipient, ids)] = copies(mailbox).items()
    assert (recipient, len(ids), len(set(ids))) == ("ann@example.org", 2, 1)


def test_while_the_server_is_away_all_wait_and_none_is_lost(
    app: Flask, mailbox: Mailbox, tmp_path: Path
) -> None:
    port = free_port()
    ids = post(None, "ann", "ben", "cay")
    with running(["worker"], settings(app, tmp_path, **smtp(port)), tmp_path / "out.txt"):
        until(lambda: not server_takes_emails(), "the server is found away")
        until(lambda: states() == {"queued": 3}, "all wait")
        assert sum(row_now(OutgoingMail, mail_id).attempts for mail_id in ids) <= 3
        with listening(mailbox, port):
            as_if_waited()
            until(lambda: states() == {"sent": 3}, "all are sent")
    assert server_takes_emails()
    assert sorted(mailbox.recipients()) == [f"{name}@example.org" for name in ("ann", "ben", "cay")]
