"""A backup holds everything and comes back whole, on either kind of database and across them."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.domain.states import MailState
from scheduler.jobs.maintenance import Maintenance
from scheduler.models import Attendee, Event, OutgoingMail, SecondStep, SignIn, Worker, db
from scheduler.services.accounts.two_steps.sealing import Vault
from tests.builders import NOW, Account, make_attendee
from tests.builders.accounts import make_account
from tests.builders.mails import make_mail
from tests.builders.populated import populate
from tests.databases import Databases, open_databases
from tests.processes import environment, running, until
from tests.services.background.backup.commands import another, run


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """PostgreSQL, whatever the other tests run on."""
    with open_databases("postgresql", tmp_path_factory.mktemp("pg"), lambda _url: None) as found:
        yield found


def fill(app: Flask) -> None:
    """Something of everything, ready to be compared."""
    owner = make_account(app, "Olwen Rees", "olwen@example.org", "Paisley Breakfasts")
    populate(owner.body_id)
    db.session.query(OutgoingMail).filter_by(state="queued").update({"state": MailState.SENT})
    db.session.query(SignIn).delete()
    db.session.commit()


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as the models read it."""
    db.session.rollback()
    with db.engine.connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in db.metadata.sorted_tables
        }


@pytest.mark.parametrize("source", ["sqlite", "postgresql"])
@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_what_was_backed_up_is_there_again(
    postgresql: Databases, tmp_path: Path, source: str, target: str
) -> None:
    kinds = {"sqlite": None, "postgresql": postgresql}
    file = tmp_path / "all.backup"
    with another(kinds[source], tmp_path / "old") as app:
        flask_migrate.upgrade()
        fill(app)
        before = everything()
        assert run(app, "backup", str(file)).exit_code == 0
        assert everything() == before
    with another(kinds[target], tmp_path / "new") as app:
        done = run(app, "restore", str(file))
        assert (done.exit_code, done.exception) == (0, None), done.output
        assert everything() == before
        assert len(before["staged_import"]) == 2, "uploads are there"
        # New rows get ids behind the old ones.
        event = db.session.scalars(select(Event)).first()
        assert event
        make_attendee(event, "Ann Lee")


def test_emails_are_held_back_until_they_are_released(
    app: Flask, event: Event, owner: Account, tmp_path: Path
) -> None:
    for state in ("queued", "sending", "sent", "failed"):
        make_mail(event, state=state)
    file = tmp_path / "all.backup"
    assert run(app, "backup", str(file)).exit_code == 0
    done = run(app, "restore", str(file), "--yes")
    assert "2 emails are held back" in done.output
    assert states() == ["held", "held", "sent", "failed"]
    Maintenance(app.extensions["queue"]).keep_house()
    assert run(app, "emails", "release").output == (
        "2 emails are released; the workers send them.\n"
    )
    assert states() == ["queued", "queued", "sent", "failed"]


def states() -> list[str]:
    db.session.rollback()
    found = list(db.session.scalars(select(OutgoingMail.state).order_by(OutgoingMail.id)))
    db.session.rollback()
    return [str(state) for state in found]


def test_restoring_signs_everybody_out(
    app: Flask, event: Event, owner: Account, tmp_path: Path
) -> None:
    file = tmp_path / "all.backup"
    run(app, "backup", str(file))
    run(app, "restore", str(file), "--yes")
    assert db.session.scalars(select(SignIn)).all() == []
    db.session.rollback()


def test_what_is_there_is_asked_about_and_kept(app: Flask, event: Event, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    run(app, "backup", str(file))
    make_attendee(event, "Ann Lee")
    no = run(app, "restore", str(file), input="n\n")
    assert no.exit_code == 1
    assert f"The database holds 1 account, 1 event and 1 person, which {file} replaces" in no.output
    assert db.session.query(Attendee).count() == 1
    db.session.rollback()
    yes = run(app, "restore", str(file), input="y\n")
    assert yes.exit_code == 0
    assert db.session.query(Attendee).count() == 0
    db.session.rollback()
    [kept] = app.config["INSTANCE_DIR"].glob("before-restore-*.backup")
    run(app, "restore", str(kept), "--yes")
    assert db.session.query(Attendee).count() == 1


def test_a_damaged_file_changes_nothing(app: Flask, event: Event, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    run(app, "backup", str(file))
    make_attendee(event, "Ann Lee")
    whole = file.read_bytes()
    middle = len(whole) // 2
    damaged = whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :]
    for content in (whole[:middle], b"", b"no backup", damaged):
        file.write_bytes(content)
        done = run(app, "restore", str(file), "--yes")
        assert (done.exit_code, done.output.count("\n")) == (1, 1), done.output
        assert done.output.startswith(f"Error: {file} is ")
        assert db.session.query(Attendee).count() == 1
        db.session.rollback()


def repacked(file: Path, folder: Path, **manifest: object) -> Path:
    """The backup with other contents of its manifest, and its members as they lie in folder."""
    with tarfile.open(file) as tar:
        tar.extractall(folder, filter="data")
    found = json.loads((folder / "manifest.json").read_text()) | manifest
    (folder / "manifest.json").write_text(json.dumps(found))
    changed = file.with_suffix(".changed")
    with tarfile.open(changed, "w:gz") as tar:
        for name in ("manifest.json", *found["files"]):
            tar.add(folder / name, name)
    return changed


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        ({"format": 2}, "was made by a newer version of Crosstalk."),
        ({"migration": "ffffffffffff"}, "was made by a newer version of Crosstalk."),
        ({"files": {}}, "is damaged: "),
    ],
)
def test_what_this_version_cannot_read_is_a_sentence(
    app: Flask, event: Event, tmp_path: Path, manifest: dict[str, object], sentence: str
) -> None:
    run(app, "backup", str(tmp_path / "all.backup"))
    file = repacked(tmp_path / "all.backup", tmp_path / "in", **manifest)
    if manifest == {"files": {}}:
        with tarfile.open(file, "w:gz") as tar:
            for path in (tmp_path / "in").iterdir():
                tar.add(path, path.name)
    done = run(app, "restore", str(file), "--yes")
    assert done.exit_code == 1
    assert done.output.startswith(f"Error: {file} {sentence}")


def test_a_name_that_leads_elsewhere_is_not_followed(app: Flask, tmp_path: Path) -> None:
    file, inside = tmp_path / "evil.backup", tmp_path / "inside"
    inside.write_text("x")
    with tarfile.open(file, "w:gz") as tar:
        tar.add(inside, "../../evil")
    done = run(app, "restore", str(file), "--yes")
    assert done.output == f"Error: {file} is no backup of Crosstalk.\n"
    assert not (tmp_path.parent / "evil").exists()


def test_the_secret_comes_along(tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    with another(None, tmp_path / "old") as app:
        flask_migrate.upgrade()
        app.config["SECRET_KEY"] = old = "the secret of the old machine"
        owner = make_account(app, "Olwen Rees", "olwen@example.org", "Breakfasts")
        sealed = Vault(old).seal("JBSWY3DPEHPK3PXP")
        db.session.add(SecondStep(user_id=owner.user.id, secret=sealed, began_at=NOW))
        db.session.commit()
        run(app, "backup", str(file))
    with another(None, tmp_path / "new") as app:
        done = run(app, "restore", str(file), "--yes")
        assert "The backup's secret key is not used" in done.output
        # What an app shares with us is sealed anew, with the key that stays.
        assert Vault(app.config["SECRET_KEY"]).open(secret_of_app()) == "JBSWY3DPEHPK3PXP"
        kept = tmp_path / "new" / "secret_key"
        kept.touch(mode=0o644)
        run(app, "restore", str(file), "--yes")
        assert kept.read_text() == old
        assert Vault(old).open(secret_of_app()) == "JBSWY3DPEHPK3PXP"


def test_what_a_former_key_sealed_opens_on_another_machine(tmp_path: Path) -> None:
    """The backup was made between a change of the key and sealing anew."""
    file, former = tmp_path / "all.backup", "the key before that"
    with another(None, tmp_path / "old") as app:
        flask_migrate.upgrade()
        app.config["SECRET_KEY_FALLBACKS"] = (former,)
        owner = make_account(app, "Olwen Rees", "olwen@example.org", "Breakfasts")
        sealed = Vault(former).seal("JBSWY3DPEHPK3PXP")
        db.session.add(SecondStep(user_id=owner.user.id, secret=sealed, began_at=NOW))
        db.session.commit()
        run(app, "backup", str(file))
    with another(None, tmp_path / "new") as app:
        app.config["SECRET_KEY"] = "the key of the new machine"
        assert run(app, "restore", str(file), "--yes").exit_code == 0
        assert Vault("the key of the new machine").open(secret_of_app()) == "JBSWY3DPEHPK3PXP"


def secret_of_app() -> str:
    secret = db.session.query(SecondStep.secret).scalar()
    db.session.rollback()
    return str(secret)


def test_it_refuses_while_a_worker_shows_life(app: Flask, event: Event, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    run(app, "backup", str(file))
    env = environment(
        tmp_path / "worker",
        DATABASE_URL=app.config["SQLALCHEMY_DATABASE_URI"],
    )
    with running(["worker"], env, tmp_path / "worker.txt"):
        until(lambda: signs() == 1, "the worker shows life")
        done = run(app, "restore", str(file), "--yes")
    assert (done.exit_code, done.output) == (
        1,
        "Error: A worker is running: stop the server and all workers first.\n",
    )


def signs() -> int:
    db.session.rollback()
    found = db.session.query(Worker).count()
    db.session.rollback()
    return found
