from scheduler.domain.afterwards.working_groups.formed import FormedGroup
from scheduler.domain.states import GroupAnswer
from scheduler.domain.words.impact_report import report_page
from scheduler.exports.lists.report_csv import report_csv
from scheduler.exports.paper.report import report_pdf
from scheduler.models import Event, db
from scheduler.services.afterwards.impact import story_of
from scheduler.services.afterwards.reports import begin_report
from scheduler.services.afterwards.working_groups.answering import answer_group
from scheduler.services.afterwards.working_groups.formed import formed_groups
from tests.builders import make_plan
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    propose,
    standing_of,
)


def test_only_who_takes_part_is_counted(event: Event) -> None:
    people = guests(event, 8, AREAS[:1])
    propose(event)
    assert formed_groups([event.id]) == []
    for row in standing_of(event).rows.values():
        row.told_at = after_of(event)
    for person in people[:2]:
        answer_group(person, True, False, after_of(event))
    assert formed_groups([event.id]) == [FormedGroup(2, False)]
    answer_group(people[2], True, False, after_of(event))
    answer_group(people[3], False, False, after_of(event))
    assert formed_groups([event.id]) == [FormedGroup(3, True)]
    assert formed_groups([]) == []


def test_the_report_tells_them_on_the_page_on_paper_and_as_figures(event: Event) -> None:
    people = guests(event, 6, AREAS[:1])
    make_plan(event, [{1: people}])
    propose(event)
    for row in standing_of(event).rows.values():
        row.told_at, row.answer = after_of(event), GroupAnswer.AGREED
    db.session.commit()
    story = story_of(begin_report(event), after_of(event))
    assert story is not None
    page = report_page(story, shared=True)
    said = "1 working group goes on with 6 people, from every sector."
    assert page.formed == said
    assert f'"{said}"' in report_csv(page)
    assert report_pdf(story, page).startswith(b"%PDF")
