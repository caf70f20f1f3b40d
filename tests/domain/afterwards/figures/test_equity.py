"""Who speaks, by sector and by how many people their organisation sent."""

from datetime import date

import pytest

from scheduler.domain.afterwards.figures.breakfasts import Breakfast, BreakfastGuest, Speaker
from scheduler.domain.afterwards.figures.equity import groups_by_sector, groups_by_sent, speakers_of
from scheduler.domain.afterwards.figures.speakers import speaker_key, speaker_of
from scheduler.domain.people.organisations import organisation_key

CAME = {
    speaker_key("Ann Lee"): ("shed", "Voluntary"),
    speaker_key("Bob Ray"): ("", "Private"),
}
ORGANISATIONS = {
    organisation_key("The Shed"): "Voluntary",
    organisation_key("University of Kelder, Nursing"): "Public",
}


@pytest.mark.parametrize(
    ("text", "organisation", "sector"),
    [
        ("Dr Ann Lee", "shed", "Voluntary"),
        ("Somebody Else (The Shed)", "shed", "Voluntary"),
        ("Somebody Else – the shed", "shed", "Voluntary"),
        ("Cy Dee, University of Kelder, Nursing", "university of kelder nursing", "Public"),
        ("Ann Lee, University of Kelder, Nursing", "university of kelder nursing", "Public"),
        ("bob ray, self-employed", "", "Private"),
        ("Cy Dee, Elsewhere", "", ""),
        (",", "", ""),
    ],
)
def test_a_line_of_the_agenda_is_read(text: str, organisation: str, sector: str) -> None:
    found = speaker_of(text, CAME, ORGANISATIONS)
    assert (found.organisation, found.sector) == (organisation, sector)


def test_each_speaker_counts_once_where_they_come_from() -> None:
    guests = [
        BreakfastGuest(1, "shed", "Shed", "Voluntary", host=True),
        BreakfastGuest(2, "shed", "Shed", "Voluntary"),
        BreakfastGuest(3, "", "", "Private"),
    ]
    unknown, ann, bob = (
        Speaker("ann", "", ""), Speaker("ann", "shed", "Voluntary"), Speaker("bob", "", "Private"),
    )  # fmt: skip
    day = date(2026, 3, 5)
    told = [
        Breakfast(1, "", day, guests, (), 0, 3, (unknown, bob)),
        Breakfast(2, "", day, guests, (), 0, 3, (ann, ann, Speaker("cy", "", ""))),
    ]
    assert [one.name for one in speakers_of(told)] == ["ann", "bob", "cy"]
    sectors = groups_by_sector(told, ("Voluntary", "Public", "Private"), {1: {3}, 3: {1}})
    assert [(g.name, g.people, g.mean, g.hosts, g.speakers) for g in sectors] == [
        ("Voluntary", 2, 0.5, 1, 1),
        ("Private", 1, 1.0, 0, 1),
    ]
    sent = groups_by_sent(told, {})
    assert [(g.name, g.hosts, g.speakers) for g in sent] == [
        ("One person", 0, 1),
        ("Two people", 1, 1),
    ]
