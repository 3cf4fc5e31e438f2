"""The front door: who comes in, and under which code."""

from __future__ import annotations

from hmac import compare_digest
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from tornado import web

from ..errors import ToolkitError
from . import phrases
from .guesses import Guesses
from .pages import Page
from .participants import Participant
from .shipped import chapters

COOKIE = "workbook-participant"
COOKIE_DAYS = 30
FREE_MISTAKES = 120
"""Wrong codes that one address may give at once: forty people behind one hotspot, three mistakes each."""
FREE_BEGINNINGS = 300
"""New codes that one address may ask for at once: the largest room that a server holds, and some again."""


def fresh_guesses() -> dict[str, Guesses]:
    """Return the limits of the door's two forms: nobody who mistypes an old code holds up a newcomer."""
    return {"resume": Guesses(FREE_MISTAKES), "new": Guesses(FREE_BEGINNINGS)}


class Identity(IdentityProvider):
    """A participant is whoever holds a cookie that this server signed: no passwords, no names."""

    def get_user(self, handler: Any) -> User | None:
        """Return the participant as Jupyter's user, so that all its addresses ask the same question."""
        signed = handler.get_signed_cookie(COOKIE, max_age_days=COOKIE_DAYS)
        known = handler.settings["participants"].known(signed.decode()) if signed else None
        return User(username=known.file, name=known.code or known.file) if known else None


class Entry(Page):
    """The front door: a key for one person alone, a code in a room."""

    @allow_unauthenticated
    def get(self) -> None:
        """Let in who has the key or a cookie; ask all others for a code."""
        if not self.room:
            key = self.get_query_argument("key", "")
            if key and compare_digest(key.encode(), self.settings["workbook_key"].encode()):
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
    def post(self) -> None:
        """Take a code: a new one, or one that was given before."""
        if not self.room:
            raise web.HTTPError(404)
        code = self.get_body_argument("code", "")
        resume = self.get_body_argument("do", "") == "resume"
        guesses: Guesses = self.settings["guesses"]["resume" if resume else "new"]
        address = str(self.request.remote_ip)
        if seconds := guesses.wait(address):
            self.set_header("Retry-After", str(seconds))
            self._ask(code, phrases.wait(seconds), resume=resume, status=429)
            return
        try:
            found = self.settings["participants"].find(code)
            if resume:
                self._go_on(found, code)
            else:
                self._begin(found, code)
        except ToolkitError as error:
            self._ask(code, str(error), resume=resume, status=422)
            return
        # A new code is a guess, too: the answer tells whether somebody has it.
        if not resume or not found:
            guesses.add(address)

    def _go_on(self, found: Participant | None, code: str) -> None:
        if found:
            self._let_in(found)
        else:
            self._ask(code, phrases.entry()["unknown"].format(code=code), resume=True, status=422)

    def _begin(self, found: Participant | None, code: str) -> None:
        if found:
            self._ask(code, phrases.entry()["taken"].format(code=code), status=422)
        else:
            self._let_in(self.settings["participants"].add(code))

    def _ask(self, code: str = "", trouble: str = "", *, resume: bool = False, status: int = 200) -> None:
        self.set_status(status)
        self.show(
            "entry.html",
            entry=phrases.entry(),
            closed=False,
            typed=code,
            trouble=trouble,
            # Nothing is wrong with a code that only has to wait.
            invalid=status == 422,
            resume=resume,
            suggestion=self.settings["participants"].suggestion(),
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
