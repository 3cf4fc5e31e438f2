"""What all addresses of the app share: who asks, what a page may load, and how trouble is told in words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from . import phrases
from .kernels import Kernels
from .participants import Participant

POLICY = "; ".join(
    (
        "default-src 'self'",
        # The kernel sends the scripts of its widgets.
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self' ws: wss:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class SameOrigin:
    """Takes what is sent from this server's own pages only.

    The cookie is not sent along from elsewhere (``SameSite``), and a page that is left can send no token.
    """

    def check_xsrf_cookie(self) -> None:
        """Refuse what another site sends."""
        request = self.request  # type: ignore[attr-defined]
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPError(403)


class Page(SameOrigin, JupyterHandler):
    """What all pages of the app share."""

    @property
    def content_security_policy(self) -> str:
        """Allow what this server sends and nothing from elsewhere."""
        return POLICY

    @property
    def participant(self) -> Participant:
        """Who asks; only after ``web.authenticated``."""
        user = self.current_user
        return Participant(user.username, user.name if user.name != user.username else "")

    @property
    def kernels(self) -> Kernels:
        """The kernels of all participants."""
        found: Kernels = self.settings["kernel_manager"]
        return found

    @property
    def room(self) -> bool:
        """Whether several people share this server."""
        return bool(self.settings["participants"].room)

    def show(self, template: str, **given: Any) -> None:
        """Send a page of the workbook's template that runs nothing."""
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        environment = self.settings["voila_jinja2_env"]
        self.finish(
            environment.get_template(template).render(
                say=phrases.page(), base_url=self.base_url, lang="en", dir="ltr", **given
            )
        )

    def trouble(self, kind: str, status: int, *, retry: bool = False) -> None:
        """Say in words why there is no chapter here."""
        self.clear()
        self.set_status(status)
        self.show("trouble.html", kind=kind, retry=retry, trouble=phrases.trouble(), script=phrases.script())

    def write_error(self, status_code: int, **given: Any) -> None:
        """Turn whatever went wrong before the page began into a page that tries again."""
        if status_code in {403, 404, 405}:
            self.trouble("missing", status_code)
        else:
            self.trouble("busy", 503, retry=True)


class Missing(Page):
    """Every address that does not exist."""

    @allow_unauthenticated
    def get(self) -> None:
        """Say so."""
        self.trouble("missing", 404)
