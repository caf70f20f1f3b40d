"""The ``flask …`` commands."""

from flask import Flask


def register_commands(app: Flask) -> None:
    """Add every command; heavy imports wait until a command runs."""
    from scheduler.cli.backup import backup_command, emails_group, restore_command
    from scheduler.cli.demo import demo_command
    from scheduler.cli.downgrade import ask_before_downgrade
    from scheduler.cli.plan import plan_command
    from scheduler.cli.run import (
        serve_beside_command,
        serve_command,
        setup_link_command,
        worker_command,
    )

    ask_before_downgrade()
    app.cli.add_command(backup_command)
    app.cli.add_command(restore_command)
    app.cli.add_command(emails_group)
    app.cli.add_command(demo_command)
    app.cli.add_command(plan_command)
    app.cli.add_command(serve_command)
    app.cli.add_command(serve_beside_command)
    app.cli.add_command(worker_command)
    app.cli.add_command(setup_link_command)
