"""Headers on every answer: nothing from elsewhere runs, nothing personal is kept by a browser or a proxy."""

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
# For what is no page of ours: a picture or a file that is opened by itself runs nothing.
INERT = "default-src 'none'; sandbox"
ALWAYS = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
# What only a page can obey.
PAGE = {
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}


def init_app(app: Flask) -> None:
    """Put the headers on every answer of the app."""

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers.update(ALWAYS)
        if is_file(response):
            headers["Content-Security-Policy"] = INERT
        else:
            headers.update(PAGE)
            headers.setdefault("Content-Security-Policy", POLICY)
            headers["Cache-Control"] = "no-store"
        if request.is_secure:
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return response


def is_file(response: Response) -> bool:
    """Return whether this is a static file, or word that it has not changed; how long it is kept it says itself."""
    return request.endpoint == "static" and response.status_code in (200, 304)
