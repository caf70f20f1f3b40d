"""The units and the container file name what is there."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from scheduler.cli.commands import register_commands
from scheduler.web.app.config import SETTINGS
from tests.processes import ROOT

DEPLOY = ROOT / "docs/deploy"
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))
PROGRAM = "/opt/crosstalk/.venv/bin/flask"
NAMES = {setting.name for setting in SETTINGS}


def read(unit: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(unit)
    return parser


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_the_unit(unit: Path, tmp_path: Path) -> None:
    for one in UNITS:
        # The program's place is the only thing that this machine lacks.
        text = one.read_text().replace(PROGRAM, "/bin/true")
        (tmp_path / one.name).write_text(text.replace("/opt/crosstalk", "/"))
    analyze = shutil.which("systemd-analyze")
    assert analyze, "apt-get install systemd"
    done = subprocess.run(
        [analyze, "verify", "--recursive-errors=no", tmp_path / unit.name],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if unit.name in line]) == (
        0,
        [],
    )


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_with_its_options(unit: Path) -> None:
    service = read(unit)["Service"]
    program, command, *arguments = shlex.split(service["ExecStart"])
    assert program == PROGRAM
    app = Flask("named")
    register_commands(app)
    known = {name for option in app.cli.commands[command].params for name in option.secondary_opts}
    assert [word for word in arguments if word.startswith("-") and word not in known] == []
    assert service["UMask"] == "0077"


def test_what_is_written_is_where_the_units_may_write() -> None:
    environment = (DEPLOY / "environment").read_text()
    [instance] = re.findall(r"^INSTANCE_DIR=(.*)$", environment, re.MULTILINE)
    for unit in DEPLOY.glob("*.service"):
        assert instance == f"/var/lib/{read(unit)['Service']['StateDirectory'].split()[0]}"


def test_the_environment_names_settings() -> None:
    lines = (DEPLOY / "environment").read_text().splitlines()
    names = {
        line.removeprefix("# ").partition("=")[0]
        for line in lines
        if re.match("(# )?[A-Z_]+=", line)
    }
    assert names - NAMES == set()
    assert {"CROSSTALK_ENV", "SECRET_KEY", "SITE_URL", "SMTP_HOST", "MAIL_FROM"} <= names


def test_the_container_file_copies_what_is_there_and_all_that_is_needed() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    copied = re.findall(r"^COPY (\S+) \S+$", text, re.MULTILINE)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {"requirements.txt", "app.py", "scheduler", "templates", "static"} == set(copied)
    named = set(
        re.findall(r"\b([A-Z][A-Z_]+)=", " ".join(re.findall(r"^ENV (.*)$", text, re.MULTILINE)))
    )
    assert named - NAMES == {"PYTHONUNBUFFERED", "NUMBA_CACHE_DIR"}
