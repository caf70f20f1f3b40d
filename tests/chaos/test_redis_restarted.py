"""Redis, which carries the queue and counts for the limits, killed and started anew and empty."""

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from scheduler.models import Event
from scheduler.services.planning import run as planning
from tests.builders import Account, make_people
from tests.chaos.signing_up import Stream
from tests.chaos.surroundings import (
    copies,
    job_now,
    redis,
    served,
    settings,
    smtp,
    states,
    stored,
)
from tests.mail_servers import Mailbox
from tests.processes import free_port, running, until


def test_nobody_is_refused_and_nothing_is_lost(
    app: Flask,
    owner: Account,
    event: Event,
    mailbox: Mailbox,
    smtp_port: int,
    tmp_path: Path,
) -> None:
    event_id, redis_port = event.id, free_port()
    with ExitStack() as stack:
        address, first = stack.enter_context(redis(tmp_path, redis_port))
        more = {"QUEUE_URL": address, "RATE_LIMIT_STORAGE": address, "RATE_LIMITS": "on"}
        env = settings(app, tmp_path, **smtp(smtp_port), **more)
        stack.enter_context(running(["worker"], env, tmp_path / "worker.txt"))
        _, port = stack.enter_context(served(env, tmp_path / "web.txt", "--processes", "1"))
        with Stream(port, event.slug) as stream:
            until(lambda: states()["sent"] >= 2, "emails go their way")
            first.kill()
            number = len(stream.told)
            until(lambda: len(stream.told) >= number + 3, "people sign up without it")
        people = make_people(event, 4)
        job = planning.request_plan(event, owner.user, datetime.now(UTC))
        stack.enter_context(redis(tmp_path, redis_port))
        until(lambda: job_now(job.id).state == "done", "the plan is there")
        until(lambda: set(states()) == {"sent"}, "every email is sent")
    assert {told.answer.status for told in stream.told} == {303}
    signed_up = stored(event_id) - {str(person.email) for person in people}
    assert signed_up == stream.acknowledged()
    assert {recipient: len(ids) for recipient, ids in copies(mailbox).items()} == dict.fromkeys(
        signed_up, 1
    )
