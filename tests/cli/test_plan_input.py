"""What ``flask plan`` reads, and how it refuses what it cannot use."""

from pathlib import Path

import pytest

from tests.cli.planning import Write, people_csv, plan_of, run


@pytest.mark.parametrize("shape", [[], ["--pairs", "--tables", "2"], ["--table-size=4", "--pairs"]])
def test_exactly_one_shape_is_wanted(write: Write, shape: list[str]) -> None:
    result = run(write("p.csv", people_csv(4)), "--rounds", "2", *shape)
    assert result.exit_code == 2
    assert "Give exactly one of --pairs, --table-size and --tables." in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_lists_are_read_in_any_encoding_and_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    rows = [
        [" NAME ", "Organisation", "sector", "Email"],
        ["Zoë", "Café", "A", ""],
        ["Siân", "B", "b", "s@example.org"],
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    file = tmp_path / "list.csv"
    file.write_bytes(text.encode(encoding))
    plan = plan_of(run(str(file), "--rounds=1", "--pairs", "--format=json"))
    assert sorted(plan["rounds"][0]["tables"][0]["people"]) == ["Zoë", "s@example.org"]


def test_every_bad_line_of_every_file_is_reported_and_nothing_written(
    write: Write, tmp_path: Path
) -> None:
    file = write("p.csv", "name,organisation,sector\nJo,A,\n,A,Public\nAl,A,Public\nAl,B,Public\n")
    apart = write("apart.csv", "a,b\nx\n")
    result = run(
        file, "--rounds=2", "--pairs", "--apart", apart, "--out", str(tmp_path / "plan.json")
    )
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"{file}:2: sector is empty",
        f"{file}:3: name is empty",
        f"{file}:5: name Al is already used on line 4: give each person an id or an email "
        "of their own",
        f"{apart}:2: b is empty",
    ]
    assert not (tmp_path / "plan.json").exists()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", ":1: the file is empty"),
        ("name,organisation\nJo,A\n", ":1: there is no column sector"),
        ("name,organisation,sector\n", ":1: there are no people below the header"),
        (
            'name,organisation,sector\n"Jo,A,B\n',
            ": Line 2 opens a quotation mark that is never closed.",
        ),
    ],
)
def test_a_list_that_is_no_list_is_reported(write: Write, text: str, complaint: str) -> None:
    file = write("p.csv", text)
    result = run(file, "--rounds=2", "--pairs")
    assert (result.exit_code, result.stderr) == (2, f"{file}{complaint}\n")


@pytest.mark.parametrize("option", ["--apart", "--together", "--must-meet", "--wish"])
def test_pairs_of_unknown_people_are_bad_lines(write: Write, option: str) -> None:
    pairs = write("pairs.csv", "a,b\np0,p0\np0,p9\n")
    result = run(write("p.csv", people_csv(4)), "--rounds=2", "--pairs", option, pairs)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"{pairs}:2: p0 is paired with themselves",
        f"{pairs}:3: nobody has the id p9",
    ]


def test_a_host_of_a_table_that_is_not_there_is_a_bad_line(write: Write) -> None:
    file = write("p.csv", people_csv(8, {5: "3,,,"}))
    result = run(file, "--rounds=2", "--table-size=4")
    assert result.exit_code == 2
    assert result.stderr == f"{file}:7: host_table is 3, but the tables are 1 to 2\n"


def test_a_re_plan_has_no_more_tables_for_a_host_than_there_were(
    write: Write, tmp_path: Path
) -> None:
    old = str(tmp_path / "plan.json")
    shape = ("--rounds=2", "--table-size=4")
    assert run(write("p.csv", people_csv(12)), *shape, "--out", old).exit_code == 0
    again = (*shape, "--continue", old, "--from-round=2", "--format=json")
    assert run(write("p.csv", people_csv(8, {5: "3,,,"})), *again).exit_code == 0
    file = write("p.csv", people_csv(8, {5: "4,,,"}))
    result = run(file, *again)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{file}:7: host_table is 4, but the tables are 1 to 3\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--continue", "{plan}"], "--continue and --from-round go together"),
        (["--from-round", "2"], "--continue and --from-round go together"),
        (["--continue", "{plan}", "--from-round", "9"], "--from-round is 9, but the rounds are"),
        (["--continue", "{plan}", "--from-round", "2"], "it has 0 rounds, too few to keep"),
        (["--continue", "{people}", "--from-round", "2"], "This is not JSON"),
        (["--prefer", "stability"], "--prefer stability needs --continue"),
        (["--seconds", "0"], "The time limit must be more than 0 seconds"),
        (["--rounds", "0"], "Invalid value for '--rounds'"),
        (["--apart", "absent.csv"], "Invalid value for '--apart'"),
        (["--out", "absent/plan.json"], "there is no such directory"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    write: Write, arguments: list[str], complaint: str
) -> None:
    names = {
        "people": write("p.csv", people_csv(4)),
        "plan": write("plan.json", '{"status": "infeasible", "rounds": []}'),
    }
    result = run(names["people"], "--rounds=3", "--pairs", *(a.format(**names) for a in arguments))
    assert result.exit_code == 2
    assert complaint in result.stderr


LISTS = Path(__file__).parents[1] / "data" / "lists"


@pytest.mark.parametrize(
    ("file", "note", "people"),
    [
        (
            "central-european.csv",
            ": The letters are read as Central European (Windows-1250).",
            {"Paweł Wiśniewski", "Zdeněk Říha"},
        ),
        (
            "mac-roman.csv",
            ": The letters are read as Western European (Mac Roman).",
            {"Zoë Núñez", "Björn Åström"},
        ),
        (
            "utf8-twice.csv",
            ": Letters that were encoded twice are mended.",
            {"Zoë Núñez", "Renée Müller"},
        ),
        (
            "one-odd-line.csv",
            ":3: This line is written in another encoding than the others: check its letters.",
            {"Zoë Núñez", "René Weiß", "Łucja Żak"},
        ),
    ],
)
def test_letters_of_any_office_are_read_and_doubts_are_named(
    tmp_path: Path, file: str, note: str, people: set[str]
) -> None:
    copy = tmp_path / file
    copy.write_text((LISTS / file).read_text("latin-1").replace(",Email", ",x"), "latin-1")
    copy.write_bytes(copy.read_bytes().replace(b";Email", b";x"))
    result = run(str(copy), "--rounds=1", "--table-size=4", "--format=json")
    assert result.stderr.splitlines() == [f"{copy}{note}"]
    tables = plan_of(result)["rounds"][0]["tables"]
    assert {key for table in tables for key in table["people"]} == people
