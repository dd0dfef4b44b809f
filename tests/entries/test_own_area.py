"""Heads of department write what belongs to their own area, and suggest elsewhere."""

import pytest
from arranging import change
from conftest import Stock
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.rights import may_write
from wiki.entries.service import Edit, Intent, create
from wiki.people.models import Department


def _touchpoint(session: Session, title: str, department: str) -> Entry:
    begin_write(session)
    content = {"title": {"de": title}, "department": department}
    saved = create(session, SYSTEM, wired(session, Kinds).get("touchpoint"), Edit(content, intent=Intent.RELEASE))
    session.commit()
    return saved.entry


@pytest.fixture
def service_area(session: Session, stock: Stock) -> None:
    """Customer service, headed by the stock manager, with the hotline below it; sales beside it."""
    head = stock.make("Person manager", "manager")
    begin_write(session)
    service = Department(slug="kundenservice", name_de="Kundenservice", name_en="", sort_key="k", head_id=head)
    session.add(service)
    session.flush()
    session.add(Department(slug="hotline", name_de="Hotline", name_en="", sort_key="h", parent_id=service.id))
    session.add(Department(slug="vertrieb", name_de="Vertrieb", name_en="", sort_key="v"))
    session.commit()


@pytest.mark.usefixtures("service_area")
def test_a_head_writes_in_the_own_area_and_below_it_only(session: Session, stock: Stock) -> None:
    manager = stock.actor(session, "manager")
    own, below = _touchpoint(session, "Chat", "kundenservice"), _touchpoint(session, "Hotline", "hotline")
    other = _touchpoint(session, "Messestand", "vertrieb")
    assert [may_write(manager, each) for each in (own, below, other)] == [True, True, False]
    content = {"title": {"de": "Messe"}, "department": "vertrieb"}
    saved = change(session, other, content, 1, actor=manager)
    assert (saved.revision.state, saved.revision.is_proposal) == ("in_review", True)
    saved = change(session, own, {"title": {"de": "Chatfenster"}, "department": "kundenservice"}, 1, actor=manager)
    assert (saved.revision.state, saved.revision.is_proposal) == ("working", False)


@pytest.mark.usefixtures("service_area")
def test_who_heads_nothing_writes_nothing(session: Session, stock: Stock) -> None:
    stock.make("Zweite Leitung", "manager")
    own = _touchpoint(session, "Chat", "kundenservice")
    assert not may_write(stock.actor(session, "employee"), own)
