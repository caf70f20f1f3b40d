"""Security headers of every response."""

from collections.abc import Iterable

from flask import Flask, Response, g, request

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def allow_styles(digests: Iterable[str]) -> None:
    """Let the page of this request carry the styles of these SHA-256 digests (base64) in itself."""
    g.styles = [*g.get("styles", []), *digests]


def _policy() -> str:
    """The policy of the page, with the styles that were allowed for it."""
    allowed = "".join(f" 'sha256-{digest}'" for digest in dict.fromkeys(g.get("styles", [])))
    hashes = f" 'unsafe-hashes'{allowed}" if allowed else ""
    return POLICY.replace("style-src 'self'", f"style-src 'self'{hashes}")


def init_headers(app: Flask) -> None:
    """Add the headers; pages are private unless a view said otherwise."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _policy())
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        # Personal links are secrets: no address of ours is told to another site.
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.endpoint != "static":
            headers.setdefault("Cache-Control", "no-store")
        if app.config["PRODUCTION"]:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response
