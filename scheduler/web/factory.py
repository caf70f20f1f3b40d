"""Puts the application together."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Flask, g, request
from flask_security.core import current_user
from flask_security.datastore import SQLAlchemyUserDatastore
from werkzeug.middleware.proxy_fix import ProxyFix

from scheduler.jobs.after_commit import send_added_work
from scheduler.jobs.queue import Queue
from scheduler.mail.transport import transport_for
from scheduler.models import Role, User, db
from scheduler.models.database import read_only
from scheduler.services.accounts.audit import Who, log_changes, reset_acting, set_acting
from scheduler.services.messages.mail_context import reset_mail_context, set_mail_context
from scheduler.web.api import pages as api_pages
from scheduler.web.app.config import ROOT, load_config
from scheduler.web.app.errors.pages import init_errors
from scheduler.web.app.extensions import csrf, limiter, migrate
from scheduler.web.app.headers import init_headers
from scheduler.web.app.logs import configure_logs, init_request_log
from scheduler.web.app.monitoring import health, metrics
from scheduler.web.app.packed_pages import init_packed_pages
from scheduler.web.app.settings.private_files import make_private
from scheduler.web.app.static_files import init_static_files
from scheduler.web.app.trusted_hosts import TrustedHosts
from scheduler.web.attendee import pages as attendee_pages
from scheduler.web.attendee.messages import feed
from scheduler.web.attendee.registration import address
from scheduler.web.auth import join as auth
from scheduler.web.auth.security import register_security
from scheduler.web.live import desk, own_page, screen, tablet
from scheduler.web.organiser import pages as organiser_pages
from scheduler.web.public import about
from scheduler.web.public import pages as public_pages
from scheduler.web.public.afterwards import report
from scheduler.web.public.planning import trial
from scheduler.web.shared.formats import init_formats
from scheduler.web.shared.languages import init_languages
from scheduler.web.shared.mailing import mail_context_of
from scheduler.web.shared.notices import init_notices
from scheduler.web.shared.numbers import RowNumber, RowRequest, RowText

READING = ("GET", "HEAD", "OPTIONS")
"""The methods that change nothing."""

STRANGERS_BODY = 64 * 1024
"""Bytes that anybody but a signed-in organiser may send; the longest form holds about 3,000."""


def create_app(environ: Mapping[str, str] | None = None, **overrides: Any) -> Flask:
    """Return the application, configured from ``environ`` (default: the process's own).

    ``overrides`` are configuration keys set afterwards, for tests. Opens no connection.
    Raises InvalidInput with one sentence when a setting cannot be used.
    """
    app = Flask(
        "scheduler",
        root_path=str(ROOT),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.request_class = RowRequest
    app.url_map.converters |= {"int": RowNumber, "default": RowText}
    app.config.from_mapping(load_config(os.environ if environ is None else environ))
    app.config.from_mapping(overrides)
    configure_logs(app.config["LOG_LEVEL"])
    # First of all hooks: the sign-in library loads the account in a hook of its own, and the
    # transaction that this begins must know already whether the request only reads.
    _init_reading(app)
    _init_extensions(app)
    init_request_log(app)
    init_headers(app)
    init_static_files(app)
    init_packed_pages(app)
    init_errors(app)
    init_languages(app)
    init_formats(app)
    init_notices(app)
    _init_clock(app)
    _register_blueprints(app)
    app.wsgi_app = TrustedHosts(app)  # type: ignore[method-assign, assignment]
    if proxies := app.config["PROXY_COUNT"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    return app


def _init_extensions(app: Flask) -> None:
    make_private(app.config["INSTANCE_DIR"])
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "scheduler/migrations"), render_as_batch=True)
    csrf.init_app(app)
    limiter.init_app(app)
    register_security(app, SQLAlchemyUserDatastore(db, User, Role))
    app.extensions["queue"] = Queue(app, app.config["QUEUE_URL"])
    send_added_work()
    log_changes(db.session)
    app.extensions["mail_context"] = lambda: mail_context_of(app)
    app.extensions["mail_transport"] = transport_for(app.config)


def _init_reading(app: Flask) -> None:
    """What must be decided before anything reads the body or asks the database."""

    @app.before_request
    def mark_reading() -> None:
        read_only.set(request.method in READING)

    @app.before_request
    def limit_strangers() -> None:
        # Before anything reads the body: the check of the form's token is a hook too.
        if request.blueprint != "organiser" or not current_user.is_authenticated:
            request.max_content_length = STRANGERS_BODY

    @app.before_request
    def say_who_writes() -> None:
        g.mail_context = set_mail_context(app.extensions["mail_context"])
        g.acting = set_acting(_who_acts)

    @app.teardown_request
    def forget_who_writes(_error: BaseException | None) -> None:
        if token := g.pop("mail_context", None):
            reset_mail_context(token)
        if token := g.pop("acting", None):
            reset_acting(token)

    @app.teardown_request
    def forget_reading(_error: BaseException | None) -> None:
        read_only.set(False)


def _who_acts() -> Who | None:
    """The account whose page or key this is, once it is known; asks the database nothing."""
    if holder := g.get("key_holder"):
        return Who(holder.user.id, holder.named)
    user = g.get("_login_user") if request.blueprint == "organiser" else None
    return Who(user.id, user.name) if user and user.is_authenticated else None


def _init_clock(app: Flask) -> None:
    """Templates know the time."""

    @app.context_processor
    def clock() -> dict[str, Any]:
        return {"now": datetime.now(UTC)}


def _register_blueprints(app: Flask) -> None:
    app.register_blueprint(health.blueprint)
    app.register_blueprint(metrics.blueprint)
    app.register_blueprint(auth.blueprint)
    app.register_blueprint(trial.blueprint)
    app.register_blueprint(about.blueprint)
    app.register_blueprint(public_pages.blueprint)
    app.register_blueprint(attendee_pages.blueprint)
    app.register_blueprint(address.confirming)
    app.register_blueprint(feed.feeding)
    app.register_blueprint(organiser_pages.blueprint)
    app.register_blueprint(screen.blueprint)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(tablet.blueprint)
    app.register_blueprint(own_page.blueprint)
    app.register_blueprint(report.blueprint)
    api_pages.init_api(app)
