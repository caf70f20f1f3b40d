"""`flask seal-anew`: what is left to do before a former secret key may be forgotten."""

import click
from flask import current_app
from flask.cli import with_appcontext

from scheduler.domain.english import count
from scheduler.services.accounts.two_steps.sealing import Vault, reseal


@click.command("seal-anew")
@with_appcontext
def seal_anew_command() -> None:
    """Seal with SECRET_KEY the secrets of authenticator apps that a former key sealed.

    Afterwards nothing that is stored needs SECRET_KEY_FALLBACKS.
    """
    done = reseal(Vault.of(current_app.config))
    sealed = count(done.secrets - done.unopened, "secret of an app is", "secrets of apps are")
    click.echo(f"{sealed} sealed with SECRET_KEY.")
    if done.unopened:
        it = "the key that sealed " + ("it" if done.unopened == 1 else "them")
        raise click.ClickException(
            f"{done.unopened} more cannot be opened: SECRET_KEY_FALLBACKS lacks {it}."
        )
