"""The addresses of the app: entry, chapters, and what a page asks for while it is open."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado import web
from tornado.iostream import StreamClosedError
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from ..answers.model import LARGEST_BYTES
from ..errors import ToolkitError
from ..exercises import bank
from ..lab.catalogue import catalogue
from . import phrases
from .kernels import Kernels
from .participants import Participant
from .progress import Step, steps
from .rendering import ChapterRenderer
from .shipped import chapters, is_shipped

COOKIE = "workbook-participant"
COOKIE_DAYS = 30
LAST_WORDS_SECONDS = 2.0
"""How long a kernel may still save after its page was left."""

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


class Identity(IdentityProvider):
    """A participant is whoever holds a cookie that this server signed: no passwords, no names."""

    def get_user(self, handler: Any) -> User | None:
        """Return the participant as Jupyter's user, so that all its addresses ask the same question."""
        signed = handler.get_signed_cookie(COOKIE, max_age_days=COOKIE_DAYS)
        known = handler.settings["participants"].known(signed.decode()) if signed else None
        return User(username=known.file, name=known.code or known.file) if known else None


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


class Entry(Page):
    """The front door: a key for one person alone, a code in a room."""

    @allow_unauthenticated
    def get(self) -> None:
        """Let in who has the key or a cookie; ask all others for a code."""
        if not self.room:
            key = self.get_query_argument("key", "")
            if key and key == self.settings["workbook_key"]:
                self._let_in(self.settings["participants"].alone())
            elif self.current_user:
                self.redirect(self._wanted())
            else:
                self.set_status(403)
                self.show("entry.html", entry=phrases.entry(), closed=True)
        elif self.current_user and not self.get_query_argument("other", ""):
            self.redirect(self._wanted())
        else:
            self._ask()

    @allow_unauthenticated
    async def post(self) -> None:
        """Take a code: a new one, or one that was given before."""
        if not self.room:
            raise web.HTTPError(404)
        participants = self.settings["participants"]
        code = self.get_body_argument("code", "")
        resume = self.get_body_argument("do", "") == "resume"
        say = phrases.entry()
        try:
            found = participants.find(code)
            if resume and found:
                self._let_in(found)
            elif resume:
                self._ask(code, say["unknown"].format(code=code), resume=True)
            elif found:
                self._ask(code, say["taken"].format(code=code))
            else:
                self._let_in(participants.add(code))
        except ToolkitError as error:
            self._ask(code, str(error), resume=resume)

    def _ask(self, code: str = "", trouble: str = "", *, resume: bool = False) -> None:
        suggestion = self.settings["participants"].suggestion()
        self.set_status(422 if trouble else 200)
        self.show(
            "entry.html",
            entry=phrases.entry(),
            closed=False,
            typed=code,
            trouble=trouble,
            resume=resume,
            suggestion=suggestion,
            next=self._wanted(),
        )

    def _wanted(self) -> str:
        """Return the chapter that was asked for; never an address elsewhere."""
        name = self.get_argument("next", "").rpartition("/")[2]
        known = chapters(self.settings["notebooks"])
        return f"{self.base_url}chapters/{name if name in known else next(iter(known))}"

    def _let_in(self, participant: Participant) -> None:
        self.set_signed_cookie(
            COOKIE, participant.file, expires_days=COOKIE_DAYS, httponly=True, samesite="Lax"
        )
        self.redirect(self._wanted())


class Missing(Page):
    """Every address that does not exist."""

    @allow_unauthenticated
    def get(self) -> None:
        """Say so."""
        self.trouble("missing", 404)


class Chapter(Page):
    """One chapter: its cells run in a kernel of the participant's own."""

    @web.authenticated
    async def get(self, name: str) -> None:
        """Send the page piece by piece."""
        path = chapters(self.settings["notebooks"]).get(name)
        if path is None:
            self.trouble("missing", 404)
            return
        if not is_shipped(json.loads(path.read_text(encoding="utf-8"))):
            self.trouble("foreign", 403)
            return
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        # A proxy that collects the page first would undo sending it piece by piece.
        self.set_header("X-Accel-Buffering", "no")
        renderer = self._renderer(name)
        await renderer.initialize()
        try:
            async for piece in renderer.pieces():
                self.write(piece)
            await self.flush()
        except StreamClosedError:
            # Whoever asked has gone.
            await self._give_up(renderer)
        except Exception:
            # The head is out already: the page's script sees that the end is missing, and tries again.
            self.log.exception("The page %s could not be made", name)
            await self._give_up(renderer)
        finally:
            await renderer.close()

    async def _give_up(self, renderer: ChapterRenderer) -> None:
        await renderer.close()
        if renderer.kernel_id:
            await self.kernels.end(renderer.kernel_id)

    def _renderer(self, name: str) -> ChapterRenderer:
        app = self.settings["workbook_app"]
        participants = self.settings["participants"]
        known = steps(participants.store(self.participant).load())
        return ChapterRenderer(
            kernels=self.kernels,
            owner=self.participant.file,
            place=participants.place(self.participant),
            flush=self.flush,
            request_handler=self,
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=name,
            template_paths=app.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config={"workbook": self._context(name, known)},
            mathjax_config="",
            mathjax_url="",
        )

    def _context(self, name: str, known: tuple[Step, ...]) -> dict[str, Any]:
        """Return what the template shows around the chapter."""
        places = [step.file for step in known]
        here = places.index(name)
        return {
            "lang": "en",
            "dir": "ltr",
            "say": phrases.page(),
            "script": phrases.script(),
            "steps": [{**asdict(step), "words": step.words} for step in known],
            "here": here,
            "code": self.participant.code,
            "room": self.room,
            "titles": [listed.title for listed in catalogue()],
        }


class Asked(Page):
    """What pages ask in the background: answers are data, errors a bare status."""

    def write_error(self, status_code: int, **given: Any) -> None:
        """Say no more than the status."""
        self.set_header("Content-Type", "application/json")
        self.finish({"status": status_code})


class State(Asked):
    """What an open page asks every few seconds: whether its kernel lives, and the progress."""

    @web.authenticated
    async def get(self, kernel_id: str) -> None:
        """Answer with ``alive`` and the progress by chapter."""
        kernels = self.kernels
        mine = kernels.belongs(kernel_id, self.participant.file)
        alive = mine and await kernels.alive(kernel_id)
        store = self.settings["participants"].store(self.participant)
        known = await asyncio.to_thread(lambda: steps(store.load()))
        self.set_header("Cache-Control", "no-store")
        self.finish(
            {
                "alive": alive,
                "steps": [{"answered": step.answered, "words": step.words} for step in known],
            }
        )


class LastAnswers(Asked):
    """Takes answers that a page could not give to its kernel."""

    @web.authenticated
    async def post(self) -> None:
        """Save each exercise's answers; says which are safe."""
        if len(self.request.body) > LARGEST_BYTES:
            raise web.HTTPError(413)
        try:
            told = json.loads(self.request.body)
            given = {str(name): dict(parts) for name, parts in dict(told).items()}
        except (ValueError, TypeError) as error:
            raise web.HTTPError(400) from error
        store = self.settings["participants"].store(self.participant)
        saved, refused = [], {}
        for name, parts in given.items():
            try:
                exercise = bank.exercise(name)
                await asyncio.to_thread(store.save, name, parts, exercise.version)
            except ToolkitError as error:
                refused[name] = str(error)
            else:
                saved.append(name)
        self.finish({"saved": saved, "refused": refused})


class Owned(SameOrigin):
    """Lets a participant reach the own kernels only."""

    async def prepare(self) -> None:
        """Refuse a kernel of somebody else as if it did not exist."""
        await super().prepare()  # type: ignore[misc]
        handler: Any = self
        user = handler.current_user
        kernel_id = handler.path_args[0] if handler.path_args else handler.path_kwargs.get("kernel_id", "")
        if user is None or not handler.kernel_manager.belongs(kernel_id, user.username):
            raise web.HTTPError(404)


class OwnKernel(Owned, KernelHandler):  # type: ignore[misc]
    """Tells about a kernel; it cannot be ended or changed here."""

    SUPPORTED_METHODS = ("GET",)


class OwnChannels(Owned, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The channel between a page's exercises and its kernel."""


class OwnEnd(Owned, VoilaShutdownKernelHandler):  # type: ignore[misc]
    """A page that is left ends its kernel, a moment later: the last answer may still be on its way."""

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        """Promise to end the kernel."""
        asyncio.get_running_loop().call_later(
            LAST_WORDS_SECONDS, lambda: asyncio.ensure_future(self.kernel_manager.end(kernel_id))
        )
        self.set_status(204)
        self.finish()
