"""Each point of the checklist leads to the place that mends it."""

from scheduler.domain.events.fix_places import FixPlace
from scheduler.models import Event
from scheduler.web.organiser.events.overview.overview import FIXES
from tests.builders import Account


def test_every_place_but_the_operator_has_a_page(owner: Account, event: Event) -> None:
    assert set(FixPlace) - set(FIXES) == {FixPlace.OPERATOR}
    with owner.client.application.test_request_context():
        addresses = {place: fix.link(event)[1] for place, fix in FIXES.items()}
    # The pages of links and of new times lead back where there is nobody to write to.
    answers = {place: owner.client.get(address).status_code for place, address in addresses.items()}
    assert answers == dict.fromkeys(FIXES, 200) | {FixPlace.UNMAILED: 303, FixPlace.TIMES: 303}
