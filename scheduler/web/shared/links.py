"""Absolute addresses of pages, for emails and QR codes."""

from flask import Flask, request

from scheduler.domain.messages.links import Links


def links_for(app: Flask) -> Links:
    """Return the builder of absolute addresses for mails and QR codes."""
    return Links(app.config["SITE_URL"] or request.host_url.rstrip("/"))
