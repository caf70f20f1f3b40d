from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytest

from scheduler.domain.people.import_actions import (
    Decision,
    ImportChoices,
    KnownAttendee,
    decide,
    read_list,
)
from scheduler.domain.people.import_headings import find_columns
from scheduler.domain.people.import_rows import ListRules, PersonDraft, ReadRow, read_row

RULES = ListRules(sectors=("Voluntary", "Public", "Private"), rounds=4)
HEADINGS = ("name", "email", "organisation", "sector", "host_table", "stays", "arrives_round",
            "leaves_after_round", "priorities")  # fmt: skip
MAPPING = {name: column for column, name in enumerate(HEADINGS)}


@dataclass(frozen=True)
class Line:
    line: int
    cells: Sequence[str]
    notes: Sequence[str] = ()
    hidden: bool = False


def read(*cells: str, rules: ListRules = RULES) -> ReadRow:
    return read_row(Line(7, cells), MAPPING, len(HEADINGS), rules)


def test_the_headings_are_found_under_titles() -> None:
    rows = [
        ["Breakfast — delegate list", "", ""],
        ["exported 14/11/2026", "", ""],
        [
            "Full Name ",
            "E-mail",
            "Organisation / Company",
            "Sector",
            "Dietary requirements",
            "Shoe",
        ],
        ["Ann Lee", "ann@example.org", "Hub", "NHS", "vegan", "39"],
    ]
    columns = find_columns([[c.strip() for c in row] for row in rows])
    assert columns.header == 2
    assert columns.mapping == {
        "name": 0, "email": 1, "organisation": 2, "sector": 3, "dietary": 4,
    }  # fmt: skip


def test_a_list_without_headings_is_told() -> None:
    columns = find_columns([["Ann Lee", "ann@example.org"], ["Bo Ek", "bo@example.org"]])
    assert (columns.header, columns.mapping) == (None, {})


def test_first_and_last_name_make_a_name() -> None:
    mapping = find_columns([["Forename", "Surname", "Email (work)"]]).mapping
    row = read_row(Line(2, ("Zoë", "Ní Bhriain", "zoe@example.org")), mapping, 3, RULES)
    assert row.draft is not None
    assert row.draft == PersonDraft(
        name="Zoë Ní Bhriain", email="zoe@example.org", values=row.draft.values
    )
    assert not any(row.draft.values.values())


def test_a_full_row_is_read() -> None:
    row = read("Ann  Lee", "Ann@example.org", "Hub", "VCSE", "3", "Yes", "2", "3", "Carers; Age;")
    assert row.faults == ()
    assert row.draft == PersonDraft(
        name="Ann Lee", email="Ann@example.org", organisation="Hub", sector="Voluntary",
        values={
            "role": "", "priorities": ("Carers", "Age"), "offers": (), "asks": (), "about": "",
            "host_table": 3, "stays": True, "joins_online": False,
            "arrives_round": 2, "leaves_after_round": 3,
            "challenge": "", "dietary": "", "access": "", "speak_to": "", "quiet_table": False,
            "buddy": False,
        },
    )  # fmt: skip


def test_every_fault_of_a_row_is_named() -> None:
    row = read("", "not-an-address", "Hub", "public", "first", "maybe", "5", "0")
    assert row.draft is None
    assert [(f.field, f.sentence) for f in row.faults] == [
        ("name", "The name is empty."),
        ("email", "“not-an-address” is not an email address."),
        ("host_table", "Hosts table should be a number from 1, not “first”."),
        ("stays", "Stays at one table should be yes or empty, not “maybe”."),
        ("arrives_round", "Arrives for round is 5, but the rounds are 1 to 4."),
        ("leaves_after_round", "Leaves after round should be a number from 1, not “0”."),
    ]


def test_leaving_before_arriving_is_a_fault() -> None:
    row = read("Ann", "", "", "public", "", "", "3", "2")
    assert [f.sentence for f in row.faults] == [
        "They leave after round 2, before they arrive for round 3."
    ]


def test_an_unknown_sector_is_asked_for_and_an_answer_is_used() -> None:
    row = read("Ann", "", "Uni", "Academia")
    assert (row.unknown_sector, row.draft and row.draft.sector) == ("Academia", "")
    answered = ListRules(RULES.sectors, 4, {"academia": "Public"})
    row = read("Ann", "", "Uni", " ACADEMIA", rules=answered)
    assert (row.unknown_sector, row.notes, row.draft and row.draft.sector) == ("", (), "Public")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("Total so far: 33",), "This looks like a total, not a person."),
        (("Grand total", "", "12"), "This looks like a total, not a person."),
        (("", ""), "The row is empty."),
        (("Name", "E-mail", "Company", "Sector"), "This repeats the headings."),
    ],
)
def test_rows_that_are_not_people_are_recognised(cells: tuple[str, ...], reason: str) -> None:
    assert read(*cells).ignored == reason


def test_somebody_called_total_is_a_person() -> None:
    assert read("Total Ogunleye", "total@example.org", "Hub", "public").ignored == ""


@pytest.mark.parametrize(
    "name", ["N/A", "None", "null", "2026-05-03", "yes", "-2", "+44 7700", "No"]
)
def test_what_is_hardly_a_name_is_noted(name: str) -> None:
    row = read(name, "", "Hub", "public")
    assert row.notes == (f"“{name}” is hardly a name: look at the list.",)
    assert row.shown_name == name


@pytest.mark.parametrize("name", ["Ng", "王", "कमल", "🌼", "Jo-Ann O’Hara", "Nunes, Ana"])
def test_names_are_not_noted(name: str) -> None:
    assert read(name, "", "Hub", "public").notes == ()


@pytest.mark.parametrize("name", [".", "…", "—", "( )"])
def test_punctuation_is_no_name(name: str) -> None:
    assert [fault.sentence for fault in read(name, "", "Hub", "public").faults] == [
        f"“{name}” is no name."
    ]


def test_an_address_that_emails_write_otherwise_is_told() -> None:
    row = read("Ann Lee", "info@faß.de", "Hub", "public")
    assert row.draft is not None
    assert row.draft.email == "info@xn--fa-hia.de"
    assert row.notes == ("“info@faß.de” is written info@xn--fa-hia.de in emails: it is the same.",)


def test_lost_letters_and_formulas_are_noted() -> None:
    assert read("@SUM(A1)", "", "Hub", "public").notes == (
        "Name looks like a spreadsheet formula: “@SUM(A1)”.",
    )
    assert read("Pawe? Santos", "", "=HYPERLINK(1)", "public").notes == (
        "A letter of “Pawe? Santos” was lost in the file: check the spelling.",
        "Organisation looks like a spreadsheet formula: “=HYPERLINK(1)”.",
    )


def test_an_organisation_that_is_hardly_one_is_noted() -> None:
    assert read("Ann Lee", "", "yes", "public").notes == (
        "“yes” is hardly an organisation: look at the list.",
    )
    assert [read("Ann Lee", "", name, "public").notes for name in ("n/a", "3M", "None")] == [()] * 3


def test_an_unquoted_separator_is_a_fault() -> None:
    row = read("Ann", "", "Hub", "public", "", "", "", "", "", "Paisley")
    assert row.draft is None
    assert row.faults[0].sentence == (
        "The row has 10 cells under 9 headings: a cell that contains the separator needs "
        "quotation marks around it."
    )


def outcome(decisions: Iterable[Decision]) -> list[tuple[str, str, int | None]]:
    return [(d.action, d.reason, d.target) for d in decisions]


def rows(*people: tuple[str, ...]) -> list[ReadRow]:
    return read_list([Line(n, cells) for n, cells in enumerate(people, 2)], MAPPING, 9, RULES)


TWICE = (("Ann Lee", "ann@example.org", "Hub"), ("Ann Lee", "ANN@example.org", "Health Hub"))


def test_the_first_of_two_rows_for_one_address_counts() -> None:
    assert outcome(decide(rows(*TWICE), [], ImportChoices())) == [
        ("add", "", None),
        ("skip", "The same address is on line 2, which is used.", None),
    ]


def test_the_last_counts_when_the_organiser_says_so() -> None:
    assert outcome(decide(rows(*TWICE), [], ImportChoices(keep_last=True))) == [
        ("skip", "The same address is on line 3, which is used.", None),
        ("add", "", None),
    ]


def test_colleagues_may_share_an_address() -> None:
    people = rows(("Ann Lee", "office@example.org", "Hub"), ("Bo Ek", "office@example.org", "Hub"))
    assert [d.action for d in decide(people, [], ImportChoices())] == ["add", "skip"]
    shared = decide(people, [], ImportChoices(shared_addresses=True))
    assert [d.action for d in shared] == ["add", "add"]


def test_people_without_an_address_are_told_apart_by_organisation() -> None:
    people = rows(("Ann Lee", "", "Hub"), ("ann lee", "", "HUB"), ("Ann Lee", "", "Council"))
    assert [d.action for d in decide(people, [], ImportChoices())] == ["add", "skip", "add"]


ANN = KnownAttendee(1, "Ann Lee", "Hub", "ann@example.org")


@pytest.mark.parametrize(
    ("row", "choices", "expected"),
    [
        (("Ann Lee", "Ann@example.org"), ImportChoices(), ("update", "", 1)),
        (("Ann Lee", "Ann@example.org"), ImportChoices(update_existing=False),
         ("skip", "They are signed up already.", 1)),
        (("Annie Lee", "ann@example.org"), ImportChoices(), ("update", "", 1)),
        (("Bo Ek", "ann@example.org"), ImportChoices(shared_addresses=True), ("add", "", None)),
        (("Ann Lee", "", "Hub"), ImportChoices(), ("update", "", 1)),
        (("Ann Lee", "", "Council"), ImportChoices(), ("add", "", None)),
        (("Ann Lee", "ann.lee@example.org", "Hub"), ImportChoices(), ("add", "", None)),
    ],
)  # fmt: skip
def test_rows_meet_the_people_signed_up(
    row: tuple[str, ...], choices: ImportChoices, expected: tuple[str, str, int | None]
) -> None:
    assert outcome(decide(rows(row), [ANN], choices)) == [expected]


def test_uncertain_matches_are_noted() -> None:
    annie, namesake = rows(
        ("Annie Lee", "ann@example.org", "Hub"), ("Ann Lee", "ann.lee@example.org", "Hub")
    )
    first, second = decide([annie, namesake], [ANN], ImportChoices())
    assert first.notes[-1] == "Signed up under this address as Ann Lee."
    assert second.notes[-1] == (
        "Somebody of this name and organisation is signed up under another address."
    )


def test_who_cancelled_is_not_brought_back_by_a_list() -> None:
    gone = KnownAttendee(1, "Ann Lee", "Hub", "ann@example.org", cancelled=True)
    assert outcome(
        decide(rows(("Ann Lee", "ann@example.org", "Hub")), [gone], ImportChoices())
    ) == [("skip", "They are signed up but cancelled: restore them on their own page.", 1)]
