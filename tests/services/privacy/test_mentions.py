"""Where a person is named beside their sign-up, it is found and taken away."""

from pathlib import Path

from scheduler.domain.privacy.traces import Traces
from scheduler.models import Event, OutgoingMail, StagedImport, db
from scheduler.services.people.importing.staging import stage
from scheduler.services.privacy.mentions import cut, in_what_organisers_wrote, remove_files
from tests.builders import NOW, Account, make_attendee, make_event, make_mail

ANN = Traces(["Ann Lee"], ["ann@example.org"])
ABOUT_ANN = b"To: bo@example.org\r\nSubject: Hello\r\n\r\nAnn\r\nLee will be there.\r\n"


def test_what_another_wrote_of_them_loses_the_name(owner: Account, event: Event) -> None:
    bo = make_attendee(event, "Bo Ek", about="I know Ann Lee.")
    elsewhere = make_attendee(make_event(owner.body_id), "Cy Roe", about="Ann Lee!")
    cut(owner.body_id, ANN)
    db.session.commit()
    db.session.refresh(bo)
    db.session.refresh(elsewhere)
    assert (bo.about, elsewhere.about) == ("I know [erased].", "[erased]!")


def test_an_email_that_has_left_loses_its_text_and_one_that_waits_is_withdrawn(
    owner: Account, event: Event
) -> None:
    for state in ("sent", "queued"):
        make_mail(event, state=state, message=ABOUT_ANN, recipient="bo@example.org")
    kept = make_mail(event, message=b"Subject: Hello\r\n\r\nAnneliese will be there.\r\n").message
    cut(owner.body_id, ANN)
    db.session.commit()
    rows = db.session.query(OutgoingMail.state, OutgoingMail.message).order_by(OutgoingMail.id)
    assert [tuple(row) for row in rows] == [("sent", b""), ("sent", kept)]


def test_lists_that_wait_go_and_what_was_written_for_everybody_is_counted(
    owner: Account, stranger: Account, event: Event
) -> None:
    stage(event, "a.csv", b"name\nAnn Lee\n", NOW)
    stage(make_event(stranger.body_id), "b.csv", b"name\nAnn Lee\n", NOW)
    event.agenda[0].speaker = "Ann Lee"
    db.session.commit()
    assert in_what_organisers_wrote(owner.body_id, ANN) == 1
    cut(owner.body_id, ANN)
    db.session.commit()
    assert [row.filename for row in db.session.query(StagedImport)] == ["b.csv"]
    assert event.agenda[0].speaker == "Ann Lee"


def test_files_of_emails_that_name_the_person_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(ABOUT_ANN)
    (tmp_path / "2.eml").write_bytes(b"Subject: Hello\r\n\r\nNobody.\r\n")
    remove_files(tmp_path, ANN)
    remove_files(tmp_path / "no such folder", ANN)
    assert [file.name for file in tmp_path.iterdir()] == ["2.eml"]
