"""What is noted of a project."""

import pytest

from scheduler.domain.afterwards.projects import (
    ProjectDraft,
    checked_project,
    projects_in_numbers,
)
from scheduler.domain.states import ProjectState
from scheduler.errors import InvalidInput


def test_each_organisation_takes_part_once() -> None:
    names = [" Threads  Together ", "", "THREADS TOGETHER", "Riverside Housing"]
    draft = checked_project(ProjectDraft(" A sewing\nroom ", names))
    assert (draft.title, draft.partners) == (
        "A sewing room",
        ["Threads Together", "Riverside Housing"],
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"outcome": "x" * 301}, "outcome"),
        ({"funding": "x" * 201}, "funding"),
        ({"partners": ["x" * 201]}, "partners"),
        ({"partners": [f"No {n}" for n in range(21)]}, "partners"),
    ],
)
def test_what_is_too_long_or_missing_is_named(changes: dict[str, object], field: str) -> None:
    values: dict[str, object] = {"title": "A sewing room"}
    with pytest.raises(InvalidInput) as refused:
        checked_project(ProjectDraft(**(values | changes)))
    assert refused.value.field == field


def test_they_are_counted_by_how_far_they_are() -> None:
    states = [ProjectState.FINISHED, ProjectState.RUNNING, ProjectState.RUNNING]
    assert projects_in_numbers(states) == "2 under way and 1 finished"
    assert projects_in_numbers([]) == ""
