from scheduler.mail.group_messages import GroupAsked
from scheduler.models import Event, db
from scheduler.services.messages.attendee_mail import post_to
from scheduler.services.messages.words.group_letters import group_letter
from tests.builders import NOW, mails, make_attendee, posted

ASKED = GroupAsked("Housing", 4, ["Voluntary", "Public"], False)


def test_it_is_written_in_the_language_of_its_reader(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", language="pl")
    post_to(group_letter, ann, NOW, ASKED)
    db.session.commit()
    (mail,) = posted()
    assert mail.subject == "Grupa robocza, Housing: Health networking breakfast, 4 grudnia"


def test_who_has_no_address_gets_none(event: Event) -> None:
    assert post_to(group_letter, make_attendee(event, "Bo Ek", email=None), NOW, ASKED) is None
    db.session.commit()
    assert mails() == []
