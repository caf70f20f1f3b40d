"""A person found by a part of their name, and followed through the rounds of a plan."""

import pytest
from flask import Flask

from scheduler.models import Event
from tests.builders import Account, assign, make_attendee, make_people
from tests.builders.pages import notices, number_of, page_of, texts

NAMES = ("Fay Test5", "Ben Ray", "Fay Ray", "Cy Lee", "Ed Orr")


@pytest.fixture
def people(app: Flask, owner: Account, event: Event) -> list[int]:
    """Six people at two tables in plan 1."""
    event.table_size = 3
    other = "other.lee@example.org"
    namesake = make_attendee(event, "Cy Lee", "Private", email=other, email_key=other)
    found = [person.id for person in (*make_people(event, NAMES), namesake)]
    assign(event, owner.user)
    return found


@pytest.fixture
def page(event: Event) -> str:
    """The address of plan 1."""
    return f"/organise/events/{event.id}/rounds/plans/1"


def test_a_part_of_a_name_that_one_person_has_follows_them(
    owner: Account, people: list[int], page: str
) -> None:
    for typed in ("test5", "BEN", "orr"):
        answer = owner.client.get(f"{page}?follow={typed}")
        assert (number_of(answer, "li.seat.me"), notices(answer)) == (1, [])
    assert texts(owner.client.get(f"{page}?follow=test5"), "#followed") == ["Fay Test5"]


def test_of_several_people_who_are_called_so_one_is_chosen(
    owner: Account, people: list[int], page: str
) -> None:
    asked = owner.client.get(f"{page}?round=2&follow=fay")
    assert texts(asked, "#called") == ["2 people in this plan are called “fay”. Whom do you mean?"]
    assert (texts(asked, ".follow li bdi"), notices(asked)) == (["Fay Ray", "Fay Test5"], [])
    links = [str(link["href"]) for link in page_of(asked).select(".follow li a")]
    assert links == [
        f"{page}?round=2&follow=fay&person={people[number]}#seating" for number in (2, 0)
    ]
    chosen = owner.client.get(links[1])
    assert (texts(chosen, "#followed"), number_of(chosen, ".rail [aria-current]")) == (
        ["Fay Test5"],
        1,
    )
    rail = str(page_of(chosen).select(".rail a")[2]["href"])
    assert texts(owner.client.get(rail), "#followed") == ["Fay Test5"]


def test_two_people_of_one_name_are_told_apart(
    owner: Account, people: list[int], page: str
) -> None:
    asked = owner.client.get(f"{page}?follow=Cy+Lee")
    assert texts(asked, ".follow li bdi") == ["Cy Lee", "Cy Lee"]
    chosen = owner.client.get(f"{page}?follow=Cy+Lee&person={people[5]}")
    assert texts(chosen, "#followed") == ["Cy Lee"]


def test_a_stranger_among_the_chosen_is_not_followed(
    owner: Account, people: list[int], page: str
) -> None:
    answer = owner.client.get(f"{page}?follow=fay&person={people[1]}")
    assert (texts(answer, "#followed"), number_of(answer, ".follow li")) == ([], 2)
