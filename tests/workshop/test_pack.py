"""``workbook pack``: one zip with what a workshop needs, read back; its page tells the truth about it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pikepdf
import pytest
from icalendar import Calendar

from toolkit_helpers import cli
from toolkit_helpers.authoring import agendas
from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.paper_blocks import DataTable
from toolkit_helpers.handouts import pdf
from toolkit_helpers.handouts.document import Document, Form
from toolkit_helpers.handouts.making import Job
from toolkit_helpers.workshop import agenda, agenda_files, pack, pack_index
from toolkit_helpers.workshop.agenda_changes import changed

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = "pack-launch-RWA"


def need(name: str = "launch", changes: str = "", **given: Any) -> pack.Need:
    """Return what a workshop asks for."""
    timed = agenda.timed(changed(agendas.programme(name), changes), dates=given.pop("dates", ()))
    return pack.Need(timed, **given)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Pack the shortest workshop for one country, with a date."""
    folder = tmp_path_factory.mktemp("pack")
    told: list[tuple[int, int, str]] = []
    wish = need(country="Rwanda", dates=[date(2027, 3, 1)], participants=12)
    path = pack.make_pack(wish, folder, lambda *step: told.append(step))
    assert path.name == f"{ROOT}.zip"
    assert [number for number, _count, _name in told] == list(range(1, told[0][1] + 1))
    return zipfile.ZipFile(path)


def index(packed: zipfile.ZipFile) -> str:
    """Return the page of a pack."""
    return packed.read(f"{ROOT}/index.html").decode("utf-8")


def names(wish: pack.Need) -> list[str]:
    """Return the files that a pack would have."""
    return [piece.name for piece in pack._pieces(wish)]


def test_everything_lies_in_one_folder_and_is_whole(packed: zipfile.ZipFile) -> None:
    """No file escapes the folder, and no check sum is wrong."""
    assert packed.testzip() is None
    assert all(name.startswith(f"{ROOT}/") and ".." not in name for name in packed.namelist())
    assert len(packed.namelist()) == len(set(packed.namelist()))


def test_the_page_links_every_file_and_no_other(packed: zipfile.ZipFile) -> None:
    """Whoever opens the folder finds all that is in it."""
    links = {unquote(link) for link in re.findall(r'href="([^"#]+)"', index(packed))}
    files = {name.removeprefix(f"{ROOT}/") for name in packed.namelist()} - {"index.html"}
    assert links == files


def test_the_page_tells_copies_times_and_what_to_keep(packed: zipfile.ZipFile) -> None:
    """Twelve people are three teams; online, only those who work on paper get any."""
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", index(packed))).split())
    assert "For 12 participants in 3 teams." in text
    paper = "one for each who works on paper"
    assert re.search(rf"worksheets.pdf The exercises of this agenda, to write on \d+ {paper}", text)
    assert "posters.pdf" not in text, "no exercise of the webinar has a poster"
    assert "cards.pdf" not in text, "no exercise of the webinar has cards"
    assert "test-form" not in text, "the webinar has no test"
    assert "Webinar (2027-03-01) 13:00 14:30 1 hour 30 minutes" in text
    assert "Keep the folder trainers to yourself" in text
    lines = [pack_index.Line("test/test-form-short.pdf", "The test", 46)]
    page = pack_index.index(need("half-day").agenda, lines, 23, 5).decode("utf-8")
    assert "Keep the folders trainers and test to yourself" in page


def test_the_page_counts_the_pages_to_print(packed: zipfile.ZipFile) -> None:
    """Who sends the folder to a copy shop knows what is asked for; a page for screens has no pages."""
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", index(packed))).split())
    for name, copies in (("trainers/facilitators-guide", "1"), ("participants/worksheets", "one for each")):
        pages = len(pikepdf.open(io.BytesIO(packed.read(f"{ROOT}/{name}.pdf"))).pages)
        assert re.search(rf"{name.partition('/')[2]}\.pdf [^.]* {pages} {copies}", text), name
    assert "agenda.html The agenda, for everybody – none: for screens" in text
    lines = [pack_index.Line("wall/a.pdf", "A", 5, 3), pack_index.Line("wall/b.pdf", "B", None, 9)]
    page = pack_index.index(need("half-day").agenda, lines, 24, 5).decode("utf-8")
    assert "All copies together have 15 printed pages" in page


def test_a_room_gets_as_many_copies_as_there_are_people() -> None:
    """Twenty-three people are five teams: a worksheet each, the test before and after."""
    copies = {piece.name: piece.copies for piece in pack._pieces(need("half-day", participants=23))}
    assert copies["participants/worksheets.pdf"] == copies["agenda/agenda.pdf"] == 23
    assert copies["test/test-form-short.pdf"] == 46
    assert copies["wall/cards.pdf"] == 5


def test_participants_do_not_read_what_the_trainer_has_to_decide() -> None:
    """The page of the pack tells it; the agenda that is copied for everybody does not."""
    wish = need("one-day", "+EX1.9")
    everybody = agenda_files.document(pack._for_everybody(wish.agenda))
    told = pdf.typst_source(everybody)[0]
    page = pack_index.index(wish.agenda, [], 24, 5).decode("utf-8")
    for text in ("20 minutes more than there are", "Choose between inclusion and digital talent"):
        assert text in page
        assert text not in told


def test_the_agenda_is_there_in_every_form(packed: zipfile.ZipFile) -> None:
    """Page, paper and calendar."""
    assert b"EX1.4 Choose your mirror" in packed.read(f"{ROOT}/agenda/agenda.html")
    assert packed.read(f"{ROOT}/agenda/agenda.pdf").startswith(b"%PDF")
    (event,) = Calendar.from_ical(packed.read(f"{ROOT}/agenda/agenda.ics")).walk("VEVENT")
    assert event.decoded("dtstart").hour == 13


def test_worksheets_are_those_of_the_agenda(packed: zipfile.ZipFile) -> None:
    """Its exercises in order, and none beside."""
    file = pikepdf.open(io.BytesIO(packed.read(f"{ROOT}/participants/worksheets.pdf")))
    with file.open_outline() as outline:
        titles = [str(child.title) for item in outline.root for child in item.children]
    found = [title.split()[0] for title in titles if title.startswith("EX")]
    assert found == sorted(
        agendas.programme("launch").exercises, key=lambda name: [*map(int, name[2:].split("."))]
    )


def test_slides_show_the_exercises_of_the_agenda(packed: zipfile.ZipFile) -> None:
    """What is not done is not projected."""
    (name,) = (name for name in packed.namelist() if "/slides/01-" in name)
    shown = set(re.findall(r"<h2>(EX[\d.]+)", packed.read(name).decode("utf-8")))
    assert shown == {"EX1.4", "EX1.7"}


def test_the_country_is_in_charts_and_on_its_sheet(packed: zipfile.ZipFile) -> None:
    """Its code names the file, its figures are in the chapter."""
    assert f"{ROOT}/participants/country-sheet-RWA.pdf" in packed.namelist()
    (name,) = (name for name in packed.namelist() if "/participants/01-" in name)
    assert "Country sheet: Rwanda" in packed.read(name).decode("utf-8")


def test_chapters_are_those_of_the_agenda_and_the_first_page(packed: zipfile.ZipFile) -> None:
    """A team introduces itself in every workshop."""
    chapters = re.findall(rf"{ROOT}/participants/(\d\d)-", " ".join(packed.namelist()))
    assert chapters == ["00", "01", "02", "10"]


def test_the_same_need_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock is in the archive; two files of each stand for all."""
    whole = pack._pieces
    monkeypatch.setattr(pack, "_pieces", lambda wish: list(whole(wish))[:3])
    first = pack.make_pack(need(), tmp_path / "a").read_bytes()
    assert pack.make_pack(need(), tmp_path / "b").read_bytes() == first


@pytest.mark.parametrize(
    ("name", "forms", "booklet"),
    [
        ("half-day", ["short"], False),
        ("one-day", ["short"], False),
        ("three-days", ["A", "B"], True),
        ("webinar", ["short"], False),
    ],
)
def test_short_workshops_get_the_short_form(name: str, forms: list[str], booklet: bool) -> None:
    """From three days on there is time for the long forms, and a booklet is worth its paper."""
    files = names(need(name))
    assert [re.sub(r".*form-|\.pdf", "", file) for file in files if file.startswith("test/")] == forms
    assert ("participants/participant-booklet.pdf" in files) == booklet
    assert ("wall/posters.pdf" in files) == (name != "webinar"), "a meeting online has no wall"
    assert "wall/cards.pdf" in files or name == "one-day"
    assert "agenda/agenda.ics" not in files, "there is no date"


def on_the_wall(wish: pack.Need) -> str:
    """Return what cards and posters of a pack say, as Typst."""
    jobs = [piece.made for piece in pack._pieces(wish) if piece.name.startswith("wall/")]
    return "\n".join(
        pdf.typst_source(job.document)[0]
        for job in jobs
        if isinstance(job, Job) and isinstance(job.document, Document)
    )


@pytest.mark.parametrize("name", ["one-day", "three-days", "five-days"])
def test_cards_and_posters_are_those_of_the_agenda(name: str) -> None:
    """Nobody cuts out cards that no session of the workshop deals."""
    wish = need(name)
    wall = on_the_wall(wish)
    asked = set(re.findall(r"\b(EX\d+\.\d+) ", wall))
    assert asked <= set(agenda.exercises(wish.agenda))
    assert ("Chapter 2: the nine pillars" in wall) == ("EX2.2" in agenda.exercises(wish.agenda))
    if name == "five-days":
        copies = {piece.name: piece.copies for piece in pack._pieces(wish)}
        assert copies["wall/posters.pdf"] == copies["wall/cards.pdf"] == wish.teams
        assert {"EX3.9", "EX4.10", "EX5.10", "EX6.9", "EX7.9", "EX8.9", "EX9.9"} <= asked


def told(wish: pack.Need, name: str) -> str:
    """Return what one document of a pack says, as Typst."""
    (job,) = (piece.made for piece in pack._pieces(wish) if piece.name == name)
    assert isinstance(job, Job)
    assert isinstance(job.document, Document)
    return pdf.typst_source(job.document)[0]


def test_the_trainer_reads_of_the_exercises_of_the_agenda_only() -> None:
    """A half day has fourteen exercises with its tests; nobody leafs through sixty to find them."""
    wish = need("half-day")
    planned = set(agenda.planned(wish.agenda))
    guide = told(wish, "trainers/facilitators-guide.pdf")
    assert "Facilitator kit" in guide
    assert {f"Facilitator notes: {name}" in guide for name in planned} == {True}
    assert "Facilitator notes: EX1.1" not in guide
    assert "Guided time: 2 hours" not in guide
    key = told(wish, "trainers/answer-key.pdf")
    assert "EX3.7 Weigh the gaps" in key
    assert "EX1.1 " not in key
    assert "EX1.7 Trends, challenges, opportunities (short version)" in key


def test_the_guide_counts_the_minutes_of_the_agenda() -> None:
    """The half day has 18 minutes for EX1.7 where the chapter has 20."""
    (job,) = (piece.made for piece in pack._pieces(need("half-day")) if "guide" in piece.name)
    assert isinstance(job, Job)
    assert isinstance(job.document, Document)
    forms = [element for element in job.document.elements if isinstance(element, Form)]
    rows = [
        row for form in forms for block in form.blocks if isinstance(block, DataTable) for row in block.rows
    ]
    assert bank.exercise("EX1.7").minutes == 20
    assert [row[2] for row in rows if row[0] == "EX1.7"] == ["18"]


@pytest.mark.parametrize("name", ["half-day", "one-day", "webinar"])
def test_the_teams_card_and_the_commitments_have_their_sheets(name: str) -> None:
    """What the opening and the closing write on is in the worksheets; the tests have sheets of their own."""
    sheets = told(need(name), "participants/worksheets.pdf")
    assert "EX0.1" in sheets
    assert "EX10.9" in sheets
    assert "PT0.1" not in sheets


def test_a_workshop_without_a_test_gets_neither_sheets_nor_key() -> None:
    """Whoever presents the workbook for an hour hands out no test, and does not carry its answers about."""
    for name, tested in (("trainers", False), ("launch", False), ("half-day", True)):
        wish = need(name)
        assert any(file.startswith("test/") for file in names(wish)) == tested
        assert ("Keep these pages to yourself" in told(wish, "trainers/answer-key.pdf")) == tested


def test_trainers_get_the_cards_of_micro_teaching() -> None:
    """The sixth half day is packed like any other."""
    assert "EX10.8 " in on_the_wall(need("trainers"))


def test_changes_of_the_agenda_reach_the_pack() -> None:
    """A chapter that only an added exercise belongs to is packed, too."""
    assert any(name.startswith("participants/07-") for name in names(need(changes="+EX7.5")))


def test_the_command_writes_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Errors are one sentence, and come before anything is written."""
    for arguments, message in (
        (["two-weeks"], "there is no agenda 'two-weeks'"),
        (["launch", "--country", "Atlantis"], "Atlantis"),
        (["launch", "--exercises", "+EX1.4"], "EX1.4 is in the agenda already"),
    ):
        assert cli.main(["pack", *arguments, "--out", str(tmp_path / "dist")]) == 2
        assert message.lower() in capsys.readouterr().err.lower()
        assert not (tmp_path / "dist").exists()


def test_the_command_hands_over_what_was_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Country, date, people and paper reach the one who packs."""
    seen: list[pack.Need] = []
    monkeypatch.setattr(pack, "make_pack", lambda wish, out, _progress: seen.append(wish) or out / "x.zip")
    arguments = ["pack", "half-day", "--country", "KEN", "--date", "2027-03-01", "--participants", "30"]
    assert cli.main([*arguments, "--paper", "letter", "--start", "08:00", "--out", str(tmp_path)]) == 0
    (wish,) = seen
    assert (wish.country, wish.participants, wish.teams, wish.paper) == ("KEN", 30, 6, "letter")
    assert wish.agenda.sessions[0].date == date(2027, 3, 1)
    assert wish.agenda.sessions[0].starts == 480
    assert capsys.readouterr().out.strip().endswith("x.zip")


@pytest.mark.browser
def test_axe_finds_nothing_on_the_page_of_the_pack(
    page: Page, tmp_path: Path, packed: zipfile.ZipFile
) -> None:
    """In light and dark, on a wide screen and on a telephone; links lead to the files."""
    from axe_playwright_python.sync_playwright import Axe

    packed.extractall(tmp_path)
    page.goto((tmp_path / ROOT / "index.html").as_uri())
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = Axe().run(page).response["violations"]
            assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="agenda.html").click()
    page.get_by_role("heading", name="Launch webinar").wait_for()
