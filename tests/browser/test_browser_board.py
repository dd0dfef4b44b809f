"""The board of tasks in a real browser: cards are moved with keyboard and mouse, and nobody moves what somebody else
has moved meanwhile."""

import pytest
from playwright.sync_api import Page, expect
from running_wiki import RunningWiki
from sqlalchemy import select
from visits import Visits

from wiki.access.permissions import SYSTEM
from wiki.entries.models import Entry
from wiki.tasks import service
from wiki.tasks.models import Task
from wiki.tasks.values import Move, Subject, TaskData


@pytest.fixture
def board(wiki: RunningWiki) -> str:
    """The address of an initiative's board with three tasks to do; and a CX manager."""
    wiki.add("initiative", {"title": {"de": "Brett", "en": "Board"}}, "brett")
    with wiki.arranging() as session:
        wiki.add_person(session, "Bea Brett", "bea.brett@example.org", ["cx_manager"])
        initiative = session.scalars(select(Entry).where(Entry.slug == "brett")).one()
        for title in ("Eins", "Zwei", "Drei"):
            service.create(session, SYSTEM, TaskData(title), Subject(initiative.id))
    return "/initiatives/brett/tasks"


def _column(page: Page, name: str) -> list[str]:
    return page.locator(f"[data-kb-list={name}] .kb-head > a").all_inner_texts()


def test_cards_are_moved_by_keys_and_mouse_and_conflicts_are_told(
    visits: Visits, wiki: RunningWiki, board: str
) -> None:
    page = visits(email="bea.brett@example.org")
    page.goto(board)
    said = page.locator("[data-kb-say]")
    page.get_by_role("button", name="Pick up: Eins").focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text("Picked up: Eins")
    page.keyboard.press("ArrowDown")
    expect(said).to_have_text("To do, place 2 of 3")
    page.keyboard.press("Escape")
    assert _column(page, "open") == ["Eins", "Zwei", "Drei"]
    for key in ("Space", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(said).to_have_text("Put down: To do, place 3.")
    expect(page.get_by_role("button", name="Pick up: Eins")).to_be_focused()
    page.reload()
    assert _column(page, "open") == ["Zwei", "Drei", "Eins"]

    card, target = page.locator("[data-kb-list=open] .kb-card").first, page.locator("[data-kb-list=doing]")
    card.hover(position={"x": 60, "y": 6})
    page.mouse.down()
    box = target.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 30, steps=12)
    page.mouse.up()
    expect(page.locator("[data-kb-list=doing] .kb-head > a")).to_have_text(["Zwei"])
    expect(said).to_contain_text("In progress")

    with wiki.arranging() as session:
        third = session.scalars(select(Task.id).where(Task.title == "Drei")).one()
        service.move(session, SYSTEM, third, Move("waiting", waits_for="Freigabe"))
    page.get_by_role("button", name="Pick up: Drei").focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[data-kb-problem]")).to_contain_text("Meanwhile it stands under “Held up”")
    assert _column(page, "waiting") == ["Drei"]
    assert visits.complaints.pop().startswith("409 for POST")
