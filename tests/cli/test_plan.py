"""``flask plan`` as a script calls it: files in, a plan and an exit status out."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.planning import Write, cross, met, people_csv, plan_of, run, seats


def test_the_plan_seats_everybody_once_and_its_score_is_true(write: Write) -> None:
    plan = plan_of(
        run(write("p.csv", people_csv(24)), "--rounds", "4", "--table-size", "4", "--format=json")
    )
    assert [set(round) for round in seats(plan)] == [{f"p{i}" for i in range(24)}] * 4
    assert [len(table["people"]) for table in plan["rounds"][0]["tables"]] == [4] * 6
    pairs = cross(plan)
    degree = Counter(key for pair in pairs for key in pair)
    score = plan["score"]
    assert score["cross_sector_pairs"] == len(pairs) <= score["ceiling"]
    assert score["fewest_cross_sector"] == min(degree[f"p{i}"] for i in range(24))
    assert score["spread"] == sum(d * d for d in degree.values())
    assert score["repeat_meetings"] == sum(times - 1 for times in met(plan).values())
    assert plan["status"] == ("optimal" if len(pairs) == score["ceiling"] else "feasible")
    assert plan["seed"] == 1


@pytest.mark.parametrize(
    ("shape", "sizes"),
    [
        (["--table-size", "4"], [4, 4, 3]),
        (["--table-size", "5"], [4, 4, 3]),
        (["--tables", "2"], [6, 5]),
        (["--tables", "12"], [1] * 11 + [0]),
        (["--pairs"], [3, 2, 2, 2, 2]),
        (["--pairs", "--odd", "sit-out"], [2] * 5),
    ],
)
def test_each_shape_gives_its_tables(write: Write, shape: list[str], sizes: list[int]) -> None:
    file = write("p.csv", people_csv(11))
    plan = plan_of(run(file, "--rounds", "2", "--format", "json", *shape))
    for item in plan["rounds"]:
        assert sorted((len(t["people"]) for t in item["tables"]), reverse=True) == sizes


def test_nobody_sits_out_twice_before_everybody_has(write: Write) -> None:
    file = write("p.csv", people_csv(5))
    plan = plan_of(run(file, "--rounds=5", "--pairs", "--odd=sit-out", "--format=json"))
    assert sorted(item["sitting_out"] for item in plan["rounds"]) == [[f"p{i}"] for i in range(5)]


def test_every_rule_on_a_person_is_kept(write: Write) -> None:
    text = people_csv(12, {0: "2,,,", 1: "2,,,", 2: ",yes,,", 3: ",,2,", 4: ",,,2"})
    plan = plan_of(run(write("p.csv", text), "--rounds=3", "--tables=3", "--format=json"))
    at = seats(plan)
    assert [round["p0"] for round in at] == [round["p1"] for round in at] == [2, 2, 2]
    assert len({round["p2"] for round in at}) == 1
    assert ["p3" in round for round in at] == [False, True, True]
    assert ["p4" in round for round in at] == [True, True, False]


def test_every_file_of_pairs_is_kept(write: Write) -> None:
    plan = plan_of(
        run(
            write("p.csv", people_csv(12)),
            *("--rounds=3", "--tables=3", "--apart-organisations", "--format=json"),
            *("--apart", write("apart.csv", "a,b\np0,p1\n")),
            *("--together", write("together.csv", "a;b\np4;p2\n")),
            *("--must-meet", write("must.csv", "A, B\np0,p5\n")),
            *("--wish", write("wish.csv", "a\tb\np0\tp8\np1\tp0\n")),
            *("--history", write("history.csv", "a,b\np3,p1\np3,stranger\n")),
        )
    )
    times = met(plan)
    assert (times["p0", "p1"], times["p2", "p4"], times["p0", "p5"] > 0) == (0, 3, True)
    assert not any(times[f"p{i}", f"p{i + 7}"] for i in range(3))
    assert plan["score"]["cross_sector_pairs"] == len(cross(plan) - {("p1", "p3")})
    assert plan["score"]["wishes"] == 2
    assert plan["score"]["wishes_kept"] == (times["p0", "p8"] > 0)


def test_clashing_rules_are_named_and_the_document_has_no_rounds(
    write: Write, tmp_path: Path
) -> None:
    pairs = write("pairs.csv", "a,b\np0,p1\n")
    out = tmp_path / "plan.json"
    result = run(
        write("p.csv", people_csv(6)),
        *("--rounds=2", "--tables=2", "--apart", pairs, "--together", pairs, "--out", str(out)),
    )
    sentence = "Person 0 and Person 1 are to be together, but they are to be kept apart."
    assert (result.exit_code, result.stderr) == (1, f"{sentence}\n")
    document = json.loads(out.read_text())
    assert (document["status"], document["rounds"]) == ("infeasible", [])
    assert document["contradictions"] == [sentence]


def test_a_plan_is_continued_with_leavers_missing_and_walk_ins_new(
    write: Write, tmp_path: Path
) -> None:
    old = tmp_path / "plan.json"
    shape = ("--rounds=4", "--tables=3")
    first = run(write("p.csv", people_csv(12)), *shape, "--out", str(old))
    assert first.exit_code == 0
    rows = people_csv(13).splitlines()
    later = write("later.csv", "\n".join(rows[:3] + rows[4:]))
    apart = write("apart.csv", "a,b\np2,p3\np0,p12\n")
    result = run(
        later,
        *(*shape, "--continue", str(old), "--from-round=3", "--apart", apart),
        "--format=json",
    )
    before, plan = json.loads(old.read_text()), plan_of(result)
    assert plan["rounds"][:2] == before["rounds"][:2]
    here = {f"p{i}" for i in range(13)} - {"p2"}
    assert [set(round) for round in seats(plan)[2:]] == [here, here]
    assert met(plan)["p0", "p12"] == 0
    moved = {
        key
        for was, now in zip(seats(before)[2:], seats(plan)[2:], strict=True)
        for key in was.keys() & now.keys()
        if was[key] != now[key]
    }
    assert plan["score"]["moved_people"] == len(moved)
    assert result.stderr == f"{apart}:2: p2 is not here, so the line is left out\n"


def test_a_re_plan_keeps_every_table_that_has_its_host(write: Write, tmp_path: Path) -> None:
    old = tmp_path / "plan.json"
    hosts = {i: f"{i + 1},,," for i in range(4)}
    first = run(
        write("p.csv", people_csv(12, hosts)), "--rounds=2", "--table-size=3", "--out", str(old)
    )
    assert first.exit_code == 0
    later = write("later.csv", people_csv(8, hosts))
    plan = plan_of(
        run(
            later,
            *("--rounds=2", "--table-size=3", "--continue", str(old), "--from-round=2"),
            "--format=json",
        )
    )
    assert [len(table["people"]) for table in plan["rounds"][1]["tables"]] == [2, 2, 2, 2]


def test_a_re_plan_at_fewer_tables_leaves_the_emptiest_out(write: Write, tmp_path: Path) -> None:
    old = tmp_path / "plan.json"
    shape = ("--rounds=3", "--table-size=3", "--seconds=60")
    run(write("p.csv", people_csv(12)), *shape, "--out", str(old))
    first = json.loads(old.read_text())["rounds"][0]["tables"][0]["people"]
    rows = people_csv(12).splitlines()
    later = write("later.csv", "\n".join(row for row in rows if row.split(",")[0] not in first))
    plan = plan_of(run(later, *shape, "--continue", str(old), "--from-round=1", "--format=json"))
    assert [table["table"] for table in plan["rounds"][0]["tables"]] == [2, 3, 4]
    assert plan["score"]["cross_sector_pairs"] == plan["score"]["ceiling"]


def test_one_seed_gives_one_plan(write: Write) -> None:
    file = write("p.csv", people_csv(24))
    arguments = (file, "--rounds=6", "--pairs", "--seed=3", "--workers=1", "--seconds=60")
    arguments += ("--format=json",)
    first, second = plan_of(run(*arguments)), plan_of(run(*arguments))
    del first["seconds"], second["seconds"]
    assert first == second


def test_the_summary_is_text_and_a_csv_has_a_row_for_every_seat(
    write: Write, tmp_path: Path
) -> None:
    file = write("p.csv", people_csv(6))
    text = run(file, "--rounds=2", "--pairs").stdout
    assert text.startswith("6 new cross-sector pairs meet; no plan can have more.")
    out = tmp_path / "plan.csv"
    assert run(file, "--rounds=2", "--pairs", "--format=csv", "--out", str(out)).exit_code == 0
    assert len(out.read_text().splitlines()) == 1 + 2 * 6


@pytest.mark.parametrize("count", [1, 2, 3])
def test_very_few_people_get_a_plan(write: Write, count: int) -> None:
    file = write("p.csv", people_csv(count))
    for shape in (["--pairs"], ["--pairs", "--odd=sit-out"], ["--table-size=4"], ["--tables=5"]):
        plan = plan_of(run(file, "--rounds=3", "--format=json", *shape))
        assert [len(round) for round in seats(plan)] == [count] * 3


def test_who_sits_alone_is_named_and_an_empty_table_limits_nobody(write: Write) -> None:
    done = run(write("p.csv", people_csv(4)), "--rounds=2", "--tables=9", "--format=json")
    limits = plan_of(done)["limits"]
    assert limits[0] == "2 rounds at tables of 1 hold at most 0 new cross-sector pairs."
    assert done.stderr.splitlines() == [
        "Person 0 sits alone in rounds 1 and 2, Person 1 in rounds 1 and 2, Person 2 in rounds 1 "
        "and 2 and Person 3 in rounds 1 and 2. With 2 tables nobody would."
    ]
    text = run(write("p.csv", people_csv(4)), "--rounds=2", "--tables=9").stdout
    assert [line[2:9] for line in text.splitlines() if line.startswith("  ")] == [
        f"Table {number}" for number in (1, 2, 3, 4)
    ] * 2
    shared = run(write("p.csv", people_csv(4)), "--rounds=2", "--tables=2")
    assert (shared.exit_code, shared.stderr) == (0, "")


def test_a_sign_that_is_no_letter_spoils_its_line_alone(write: Write) -> None:
    file = write("p.csv", people_csv(4).replace("Person 2", "Per\0son 2"))
    done = run(file, "--rounds=1", "--tables=2", "--format=csv")
    assert done.stderr.splitlines() == [
        f"{file}:4: The file holds a sign here that is no letter: it was left out. Check this line."
    ]
    assert {row.split(",")[3] for row in done.stdout.splitlines()[1:]} == {
        f"Person {number}" for number in range(4)
    }


def test_ctrl_c_writes_the_best_plan_so_far(write: Write, tmp_path: Path) -> None:
    """The list is read from a pipe, so the signal surely comes while the command works."""
    pipe, out = tmp_path / "people.csv", tmp_path / "plan.json"
    os.mkfifo(pipe)
    command = "from scheduler.cli.plan import plan_command; plan_command()"
    arguments = [str(pipe), "--rounds=10", "--tables=4", "--seconds=300", "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-c", command, *arguments], stderr=subprocess.PIPE, text=True
    )
    with pipe.open("w") as file:
        file.write(people_csv(40))
        file.flush()
        process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert errors == "Stopped: this is the best plan found so far.\n"
    assert len(json.loads(out.read_text())["rounds"]) == 10


def test_the_command_is_imported_without_the_solver() -> None:
    code = (
        "import sys, scheduler.cli.plan; "
        "print([name for name in ('ortools', 'numba', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
