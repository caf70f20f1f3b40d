"""Structured logs: one JSON line per request and per job, without personal data.

Paths carry personal tokens, so a request is logged by its endpoint, never by its path.
"""

import json
import logging
import sys
import time
import uuid

import structlog
from flask import Flask, Response, g, request

OURS = "crosstalk"
UNLOGGED = (
    *("static", "health.healthz", "health.readyz", "metrics.metrics"),
    # Hundreds of open pages ask for the clock every second.
    *("live.state", "desk.state", "attendee.now", "attendee.table_now"),
    *("organiser.day_clock_state", "organiser.day_desk_state"),
)
log = structlog.get_logger(OURS)


class JsonLines(logging.Formatter):
    """Writes a library's record as a JSON line of its own.

    What a library puts into its messages may be personal (waitress names the path it served,
    and with it a personal link), so only the message's pattern is kept, and of an exception
    its kind.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return our own records as they are, others without their values."""
        if record.name == OURS:
            return record.getMessage()
        line = {"event": str(record.msg), "logger": record.name, "level": record.levelname.lower()}
        if record.exc_info and record.exc_info[0]:
            line["kind"] = record.exc_info[0].__name__
        return json.dumps(line)


def configure_logs(level: str) -> None:
    """Send our own logger and the libraries' to stderr as JSON lines.

    A stderr that has been closed costs the lines, never a request.
    """
    logging.raiseExceptions = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(OURS).setLevel(
        logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def init_request_log(app: Flask) -> None:
    """Log every request but static files and what machines ask for."""

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()
        g.request_id = uuid.uuid4().hex[:12]

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if request.endpoint not in UNLOGGED:
            log.info(
                "request",
                id=g.get("request_id"),
                method=request.method,
                endpoint=request.endpoint,
                status=response.status_code,
                ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
            )
        return response
