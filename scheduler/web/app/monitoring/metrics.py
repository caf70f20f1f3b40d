"""What a Prometheus server collects: states, ages and requests, and nothing about people."""

import os
import secrets
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from scheduler.services.background.census import counts
from scheduler.web.app.monitoring.health import look_at_everything

blueprint = Blueprint("metrics", __name__)
FOLDER = "METRICS_DIR"
"""The key of the configuration with the folder in which the processes count requests."""

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30)
FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Answer this machine and whoever has the token; for others there is nothing here."""
    if not _may_ask():
        abort(404)
    registry = CollectorRegistry()
    registry.register(States())
    if folder := current_app.config.get(FOLDER):
        MultiProcessCollector(registry, path=str(folder))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_ask() -> bool:
    token = current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and secrets.compare_digest(given.encode(), token.encode()):
        return True
    # A proxy on this machine that nobody told us of would let everybody in as this machine.
    behind = not current_app.config["PROXY_COUNT"] and any(
        name in request.headers for name in FORWARDED
    )
    return not behind and _is_this_machine(request.remote_addr)


def _is_this_machine(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


class States(Collector):
    """What the database and the disk hold at the moment of asking."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield every family; those that need the database are absent while it is away."""
        found = look_at_everything()
        yield _gauge(
            "ready", "1 when /readyz has nothing to complain of.", float(not found.problems)
        )
        yield _gauge("free_bytes", "Free space of the disk with the instance.", found.free_bytes)
        if found.ages:
            for name, seconds, meaning in (
                ("oldest_job_seconds", found.ages.job, "Age of the oldest job nobody has begun."),
                ("oldest_email_seconds", found.ages.email, "Age of the oldest unsent email."),
                ("worker_seen_seconds", found.ages.worker, "Since any worker showed life."),
            ):
                if seconds is not None:
                    yield _gauge(name, meaning, seconds)
            for thing, numbers in counts().items():
                family = GaugeMetricFamily(
                    f"crosstalk_{thing}", f"Number of {thing} by state.", labels=["state"]
                )
                for state, number in numbers.items():
                    family.add_metric([state], number)
                yield family


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"crosstalk_{name}", meaning, value=value)


def count_requests(app: Flask, folder: Path) -> None:
    """Count what this process answers in ``folder``, which all web processes of a server share.

    To be called before the first request.
    """
    app.config[FOLDER] = folder
    # The library looks here for the folder, and it chose at its import to count in memory.
    os.environ.update(PROMETHEUS_MULTIPROC_DIR=str(folder))
    values.ValueClass = values.MultiProcessValue()
    names = ["method", "endpoint", "status"]
    answered = Counter("crosstalk_requests", "Answered requests.", names)
    took = Histogram(
        "crosstalk_request_seconds", "Seconds until the answer.", ["endpoint"], buckets=SECONDS
    )

    @app.after_request
    def count(response: Response) -> Response:
        # Strangers may invent methods and addresses; neither makes a new line.
        method = request.method if request.method in METHODS else "other"
        endpoint = request.endpoint or "none"
        answered.labels(method, endpoint, response.status_code).inc()
        now = time.perf_counter()
        took.labels(endpoint).observe(now - g.get("started", now))
        return response
