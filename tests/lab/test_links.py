"""Links that open a chapter elsewhere: right for each host, and safe in a text or on a slide."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from toolkit_helpers.cli import main
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.lab import links
from toolkit_helpers.lab.catalogue import Listed, catalogue

SPACED = Listed(4, "A title", 10, "04-with spaces & signs.ipynb")


@pytest.mark.parametrize(
    ("address", "binder"),
    [
        ("https://github.com/ORG/REPO", "gh/ORG/REPO/main"),
        ("https://github.com/ORG/REPO.git/", "gh/ORG/REPO/main"),
        ("https://gitlab.com/group/sub/repo", "gl/group%2Fsub%2Frepo/main"),
        ("https://git.example.org/unit/repo", "git/https%3A%2F%2Fgit.example.org%2Funit%2Frepo/main"),
    ],
)
def test_binder_is_told_the_repository_in_its_own_way(address: str, binder: str) -> None:
    """Each host has its form; any other git server is named by its whole address."""
    assert links.repository(address).binder == f"https://mybinder.org/v2/{binder}"


def test_a_branch_with_a_slash_stays_one_part() -> None:
    """Binder takes what follows a slash for something else."""
    assert links.repository("https://github.com/O/R", "edition/2026").binder.endswith("/edition%2F2026")


@pytest.mark.parametrize(
    "address",
    ["", "REPO", "http://github.com/O/R", "https://github.com/ORG", "https://github.com/O/R?x=1",
     "https://user:secret@github.com/O/R", "git@github.com:O/R.git", "https://"],
)  # fmt: skip
def test_what_is_no_repository_is_told_in_one_sentence(address: str) -> None:
    """A half address, a secret in it or another protocol makes no link."""
    with pytest.raises(ToolkitError, match="no address of a repository"):
        links.repository(address)


def test_file_names_survive_two_addresses() -> None:
    """Binder unpacks the address once, JupyterLab once more; what is left is the file's name."""
    kept = links.repository("https://github.com/O/R")
    for link, view in (
        (links.in_lab(SPACED, kept), "doc/tree"),
        (links.as_page(SPACED, kept), "voila/render"),
    ):
        (path,) = parse_qs(urlsplit(link).query)["urlpath"]
        assert unquote(path) == f"{view}/notebooks/{SPACED.file}"
        assert " " not in link


def test_a_hub_pulls_the_repository_and_opens_the_chapter() -> None:
    """The link names repository, branch and the notebook in the folder that the pull makes."""
    link = links.on_hub(SPACED, links.repository("https://github.com/O/R", "v1"), "https://hub.example.org/")
    query = parse_qs(urlsplit(link).query)
    assert link.startswith("https://hub.example.org/hub/user-redirect/git-pull?")
    assert (query["repo"], query["branch"]) == (["https://github.com/O/R"], ["v1"])
    assert unquote(query["urlpath"][0]) == f"lab/tree/R/notebooks/{SPACED.file}"


def test_the_command_prints_every_chapter(capsys: pytest.CaptureFixture[str]) -> None:
    """One block a chapter: its title, then each way in."""
    site = "https://training.example.org/workbook"
    assert main(["links", "--repository", "https://github.com/ORG/REPO", "--site", site]) == 0
    told = capsys.readouterr().out
    for listed in catalogue():
        assert listed.label in told
        assert f"{site}/notebooks/index.html?path={listed.file}" in told
    assert told.count("mybinder.org") == 2 * len(catalogue())


def test_the_command_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    """Without an address, or with a hub and no repository, there is nothing to print."""
    for arguments in (["links"], ["links", "--site", "https://a.example", "--hub", "https://b.example"]):
        assert main(arguments) == 2
        assert "--hub needs --repository" in capsys.readouterr().err
