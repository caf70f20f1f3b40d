"""Whether this process lives, and whether the installation can do its work."""

from dataclasses import replace
from functools import cache

from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from scheduler.models import db
from scheduler.services.background import readiness
from scheduler.web.app.config import ROOT
from scheduler.web.app.extensions import limiter

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 as long as this process answers; a database that is away is no reason to end it."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
# Each answer waits for the write lock: strangers shall not hold it for others.
@limiter.limit("60 per minute")
def readyz() -> ResponseReturnValue:
    """200 when everything works, 503 with a sentence for each thing that does not."""
    found = look_at_everything()
    ages = found.ages
    return (
        jsonify(
            status="not ready" if found.problems else "ready",
            problems=found.problems,
            migration=found.migration,
            oldest_job_seconds=ages and ages.job,
            oldest_email_seconds=ages and ages.email,
            worker_seen_seconds=ages and ages.worker,
            free_bytes=found.free_bytes,
        ),
        503 if found.problems else 200,
    )


def look_at_everything() -> readiness.Readiness:
    """What the present application's database, workers, queue and disk are like."""
    folder = current_app.config["INSTANCE_DIR"]
    found = readiness.look_at_installation(db.engine.url, newest_migration(), folder)
    trouble = current_app.extensions["queue"].trouble()
    return replace(found, problems=(*found.problems, trouble)) if trouble else found


@cache
def newest_migration() -> str:
    """The migration that the tables of this version have."""
    head = ScriptDirectory(str(ROOT / "scheduler/migrations")).get_current_head()
    assert head, "there is at least one migration"
    return head
