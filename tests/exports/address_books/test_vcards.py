"""Cards are read back as they were written."""

import vobject
from hypothesis import given
from hypothesis import strategies as st

from scheduler.exports.address_books.vcards import CardOf, vcards

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=90
)


@given(st.lists(st.builds(CardOf, TEXT, TEXT, TEXT, st.just("a@example.org"), TEXT), max_size=3))
def test_every_field_survives(people: list[CardOf]) -> None:
    read = list(vobject.readComponents(vcards(people).decode()))
    assert [(c.fn.value, c.email.value, c.note.value) for c in read] == [
        (p.name, p.email, p.note) for p in people
    ]
    organisations = [c.org.value[0] for c in read if hasattr(c, "org")]
    assert organisations == [p.organisation for p in people if p.organisation]


def test_the_family_name_is_the_last_word() -> None:
    [card] = vobject.readComponents(vcards([CardOf("Ann May Lee", "", "", "", "")]).decode())
    assert (card.n.value.family, card.n.value.given) == ("Lee", "Ann May")
