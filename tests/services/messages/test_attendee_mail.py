"""What emails say depends on who else uses the mailbox and on what is published."""

from email import message_from_bytes, policy

from scheduler.models import Attendee, Event, OutgoingMail, transaction
from scheduler.services.messages import attendee_mail
from scheduler.services.messages.outbox_views import plain_text
from tests.builders import NOW, make_attendee
from tests.builders.mails import posted
from tests.builders.plans import make_plan
from tests.builders.sign_ups import sign_up

UNSEATED = "The tables were planned before you had your place"


def text_for(person: Attendee) -> str:
    with transaction():
        mail = attendee_mail.post_to(attendee_mail.standing_letter, person, NOW, None)
    assert mail is not None
    return plain_text(mail.message)


def test_from_the_second_person_on_subjects_name_who_shares_the_mailbox(event: Event) -> None:
    for name in ("Ann Lee", "Ben Lee"):
        sign_up(event, "office@example.org", name=name)
    sign_up(event, "cay@example.org", name="Cay Fox")
    begins = [mail.subject.partition(": Health")[0] for mail in posted()]
    assert begins == ["You have a place", "For Ben Lee: You have a place", "You have a place"]


def test_who_signs_up_after_publishing_is_told_so(event: Event) -> None:
    ann, ben = make_attendee(event, "Ann"), make_attendee(event, "Ben", "Public")
    assert "Before the event your page shows your rounds" in text_for(ann)
    plan = make_plan(event, [{1: [ann]}], state="draft")
    assert "Before the event your page shows your rounds" in text_for(ben)
    with transaction():
        plan.state = "published"
    assert (UNSEATED in text_for(ann), UNSEATED in text_for(ben)) == (False, True)


def test_a_subject_of_any_length_can_be_listed(event: Event) -> None:
    with transaction():
        event.title = "T" * 200
    for number in range(2):
        sign_up(event, "office@example.org", name=f"{'N' * 190} {number}")
    assert [len(mail.subject) <= 300 for mail in posted()] == [True, True]


def test_an_email_is_in_the_language_of_its_reader(event: Event) -> None:
    """The organiser whose press writes it has another."""
    person = make_attendee(event, "Ewa Lis")
    with transaction():
        person.language = "pl"
        mail = attendee_mail.post_to(attendee_mail.standing_letter, person, NOW, None)
    assert mail is not None
    assert mail.subject == "Masz miejsce: Health networking breakfast, 4 grudnia"
    lines = plain_text(mail.message).splitlines()
    assert lines[0] == "Dzień dobry, Ewa!"
    assert "Kiedy: piątek, 4 grudnia 2026, 08:30–10:30 (czas: Londyn)" in lines
    assert '<html lang="pl" dir="ltr">' in html_of(mail)


def html_of(mail: OutgoingMail) -> str:
    message = message_from_bytes(mail.message or b"", policy=policy.default)
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_who_chose_no_language_is_written_to_in_the_events(event: Event) -> None:
    with transaction():
        event.language = "cy"
    sign_up(event, "ann@example.org", name="Ann Lee")
    assert [mail.subject.partition(":")[0] for mail in posted()] == ["Mae gennych chi le"]
