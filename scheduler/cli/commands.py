"""Which ``flask …`` commands there are."""

from flask import Flask

from scheduler.cli.backup import backup_command, emails_group, restore_command
from scheduler.cli.demo import demo_command
from scheduler.cli.downgrade import ask_before_downgrade
from scheduler.cli.plan import plan_command
from scheduler.cli.run import (
    second_step_off_command,
    serve_beside_command,
    serve_command,
    setup_link_command,
    worker_command,
)
from scheduler.cli.secret_key import seal_anew_command

COMMANDS = (
    backup_command,
    restore_command,
    emails_group,
    demo_command,
    plan_command,
    serve_command,
    serve_beside_command,
    worker_command,
    setup_link_command,
    second_step_off_command,
    seal_anew_command,
)


def register_commands(app: Flask) -> None:
    """Add every command, and the question that comes before a downgrade of the database."""
    ask_before_downgrade()
    for command in COMMANDS:
        app.cli.add_command(command)
