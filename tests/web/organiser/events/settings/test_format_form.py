"""What the page of a new event knows of the formats."""

import json

from tests.builders import Account
from tests.builders.pages import part_of


def test_the_page_of_a_new_event_knows_the_usual_rounds_of_each_format(owner: Account) -> None:
    form = part_of(owner.client.get("/organise/events/new")).select_one("form[data-defaults]")
    assert form is not None
    usual = json.loads(str(form["data-defaults"]))
    assert usual == {"pairs": 6, "trios": 5, "tables": 4, "fixed": 4}
