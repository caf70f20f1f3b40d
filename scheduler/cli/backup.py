"""`flask backup`, `flask restore` and `flask emails`: one file with everything, and back."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import click
import flask_migrate
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from scheduler.cli.downgrade import what_is_held
from scheduler.domain.english import count
from scheduler.errors import InvalidInput
from scheduler.models import Worker, db
from scheduler.services.accounts.two_steps.sealing import Vault, reseal
from scheduler.services.background.backup.making import Installation, back_up
from scheduler.services.background.backup.restoring import check_backup, restore
from scheduler.services.background.workers import SHOWN_EVERY
from scheduler.services.messages import held
from scheduler.web.app.settings.secret_key import FILE, keep_another

emails_group = AppGroup("emails", help="Emails that were held back.")
PATH = click.Path(path_type=Path)


@click.command("backup")
@click.argument("file", type=PATH)
@with_appcontext
def backup_command(file: Path) -> None:
    """Write everything into FILE: database, uploads, queue and secret key. Nothing need stop.

    In a folder the file is named after the moment; a path that is not there yet is a folder to
    be made, unless it ends in .backup.
    """
    now = datetime.now(UTC)
    if not file.exists() and file.suffix != ".backup":
        try:
            file.mkdir(mode=0o700, parents=True)
        except OSError as error:
            raise click.ClickException(f"{file} cannot be made: {error.strerror}.") from None
    if file.is_dir():
        file /= f"crosstalk-{now:%Y%m%d-%H%M%S}.backup"
    try:
        rows = back_up(_place(), file, now)
    except InvalidInput as error:
        raise click.ClickException(error.sentence) from None
    click.echo(
        f"{file}: {count(sum(rows.values()), 'row')} of {count(len(rows), 'table')}, checked."
    )


@click.command("restore")
@click.argument("file", type=PATH)
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def restore_command(file: Path, yes: bool) -> None:
    """Put a backup in the place of what is there. Stop the server and the workers first.

    Emails that were waiting are held back until `flask emails release`.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    known = {one.revision for one in _scripts().walk_revisions()}
    try:
        keys = check_backup(file, known)
        _no_worker_runs()
        if there := _what_is_there():
            if not yes:
                question = f"The database holds {there}, which {file} replaces. Go on?"
                click.confirm(question, abort=True)
            _keep_what_is_there(app)
        own, app.config["SECRET_KEY"] = _keys(app), _kept_secret(app, keys[0])
        found = restore(_place(), file, known, lambda to: flask_migrate.upgrade(revision=to))
    except InvalidInput as error:
        raise click.ClickException(error.sentence) from None
    reseal(Vault(app.config["SECRET_KEY"], (*keys, *own)))
    if own[0] != keys[0]:
        _keep_secret(app, keys[0])
    rows = count(sum(found.rows.values()), "row")
    click.echo(f"Restored: {rows}, as they were at {found.made_at}.")
    if number := held.number_held():
        click.echo(
            f"{count(number, 'email is', 'emails are')} held back, as they may have left after "
            "the backup was made: `flask emails release` sends them."
        )


@emails_group.command("release")
def release_command() -> None:
    """Send the emails that a restore held back."""
    number = held.release()
    click.echo(f"{count(number, 'email is', 'emails are')} released; the workers send them.")


def _place() -> Installation:
    url = current_app.config["QUEUE_URL"]
    queue = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else None
    return Installation(db.engine, _keys(current_app), queue)


def _keys(app: Flask) -> tuple[str, ...]:
    return (app.config["SECRET_KEY"], *app.config["SECRET_KEY_FALLBACKS"])


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())


def _what_is_there() -> str:
    try:
        return what_is_held()
    except SQLAlchemyError:
        # A damaged database is what somebody restores over.
        db.session.rollback()
        return ""


def _keep_what_is_there(app: Flask) -> None:
    now = datetime.now(UTC)
    file = app.config["INSTANCE_DIR"] / f"before-restore-{now:%Y%m%d-%H%M%S-%f}.backup"
    back_up(_place(), file, now)
    click.echo(f"What was there is in {file}.")


def _no_worker_runs() -> None:
    """Raise InvalidInput when a worker shows life: it would send what is held back."""
    before = _last_sign()
    if before is None:
        return
    time.sleep(SHOWN_EVERY.total_seconds() + 1)
    if _last_sign() != before:
        raise InvalidInput("A worker is running: stop the server and all workers first.")


def _last_sign() -> datetime | None:
    try:
        if not inspect(db.engine).has_table(Worker.__tablename__):
            return None
        return db.session.scalar(select(func.max(Worker.seen_at)))
    except SQLAlchemyError:
        return None
    finally:
        db.session.rollback()


def _kept_secret(app: Flask, secret: str) -> str:
    """The secret key after the restore: the backup's, where the embedded one is in use."""
    embedded = (app.config["INSTANCE_DIR"] / FILE).exists()
    set_apart = os.environ.get("SECRET_KEY") or not embedded
    return str(app.config["SECRET_KEY"]) if set_apart else secret


def _keep_secret(app: Flask, secret: str) -> None:
    """Keep the backup's secret where the embedded one is kept."""
    if app.config["SECRET_KEY"] == secret:
        keep_another(app.config["INSTANCE_DIR"], secret)
    else:
        click.echo("The backup's secret key is not used, as SECRET_KEY is set to another.")
