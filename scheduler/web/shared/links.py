"""Absolute addresses of pages, for emails and QR codes."""

from flask import Flask, has_request_context, request

from scheduler.domain.messages.links import Links


def links_for(app: Flask) -> Links:
    """Return the builder of absolute addresses for mails and QR codes.

    Without SITE_URL they begin as the request does, or, where a worker or a command asks, as the
    server's own address.
    """
    if has_request_context() and not app.config["SITE_URL"]:
        return Links(request.host_url.rstrip("/"))
    return Links(base_address(app, app.config["HOST"], app.config["PORT"]))


def base_address(app: Flask, host: str, port: int) -> str:
    """Return the address to print: SITE_URL, else where the server listens."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    shown = f"[{shown}]" if ":" in shown else shown
    return app.config["SITE_URL"] or f"http://{shown}:{port}"
