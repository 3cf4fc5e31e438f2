"""Addresses that open a chapter where nothing is installed: Binder, a school's hub, the browser alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from ..errors import ToolkitError
from ..i18n import gettext as _
from .catalogue import Listed

BINDER: Final = "https://mybinder.org/v2"
_HOSTS: Final = {"github.com": "gh", "gitlab.com": "gl"}


@dataclass(frozen=True)
class Repository:
    """Where the workbook's files are kept: the address of a git repository, and a branch or tag."""

    address: str
    ref: str = "main"

    @property
    def name(self) -> str:
        """The folder that a copy of the repository gets."""
        return self.address.rsplit("/", 1)[-1]

    @property
    def binder(self) -> str:
        """How Binder names the repository: by its host where it knows it, else by its whole address."""
        parts = urlsplit(self.address)
        short = _HOSTS.get((parts.hostname or "").lower())
        path = parts.path.strip("/")
        if short == "gh":
            place = f"gh/{quote(path)}"
        elif short == "gl":
            place = f"gl/{quote(path, safe='')}"
        else:
            place = f"git/{quote(self.address, safe='')}"
        return f"{BINDER}/{place}/{quote(self.ref, safe='')}"


def repository(address: str, ref: str = "main") -> Repository:
    """Return the repository at ``address``; ``ToolkitError`` if that is no web address of one.

    >>> repository("https://github.com/ORG/REPO.git").binder
    'https://mybinder.org/v2/gh/ORG/REPO/main'
    """
    text = address.strip().rstrip("/").removesuffix(".git")
    parts = urlsplit(text)
    known = (parts.hostname or "").lower() in _HOSTS
    if (
        parts.scheme != "https"
        or not parts.hostname
        or not re.fullmatch(r"(/[^/\s?#]+)+", parts.path)
        or (known and parts.path.count("/") < 2)
        or parts.username
        or parts.query
    ):
        raise ToolkitError(
            _("this is no address of a repository: {address!r}").format(address=address),
            remedy=_("Give the address that a browser shows, such as https://github.com/ORG/REPO."),
        )
    if not ref.strip():
        raise ToolkitError(_("the branch has no name"), remedy=_("Leave it out, or name one such as main."))
    return Repository(text, ref.strip())


def in_lab(listed: Listed, kept: Repository) -> str:
    """Return the address that opens a chapter in JupyterLab on Binder, alone in its window."""
    return f"{kept.binder}?{urlencode({'urlpath': _path('doc/tree', listed)})}"


def as_page(listed: Listed, kept: Repository) -> str:
    """Return the address that opens a chapter on Binder as a page without code."""
    return f"{kept.binder}?{urlencode({'urlpath': _path('voila/render', listed)})}"


def on_hub(listed: Listed, kept: Repository, hub: str) -> str:
    """Return the address that brings a user's copy on a JupyterHub up to date and opens a chapter there.

    The hub needs the extension nbgitpuller.
    """
    query = {
        "repo": kept.address,
        "branch": kept.ref,
        "urlpath": f"lab/tree/{quote(kept.name)}/notebooks/{quote(listed.file)}",
    }
    return f"{_checked(hub)}/hub/user-redirect/git-pull?{urlencode(query)}"


def on_site(listed: Listed, site: str) -> str:
    """Return the address of a chapter on a site that ``workbook lite`` made."""
    return f"{_checked(site)}/notebooks/index.html?path={quote(listed.file)}"


def _path(view: str, listed: Listed) -> str:
    return f"{view}/notebooks/{quote(listed.file)}"


def _checked(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ToolkitError(
            _("this is no address of a web site: {address!r}").format(address=address),
            remedy=_("Give it in full, such as https://training.example.org."),
        )
    return address.rstrip("/")
