"""Who answers for what at the beginning, and what has changed since without anybody being asked."""

from functools import partial

from sqlalchemy import select

from wiki.demo.holdings import AT_NEW_TOUCHPOINTS, EVERY_TERM, HOLDINGS, TERMS_BY, Holding
from wiki.demo.year import Act, Scene
from wiki.entries.models import Entry
from wiki.ownership.duties import add_duty, set_accountable
from wiki.ownership.models import CONSULTED, INFORMED, RESPONSIBLE

MANAGER = "Cornelia Weiß"


def acts() -> list[Act]:
    """What was kept in spreadsheets before is settled first, half a year long."""
    listed = [Act(385 - number * 4, partial(_enter, holding)) for number, holding in enumerate(HOLDINGS)]
    return [
        *listed,
        *(Act(340, partial(_enter, holding)) for holding in AT_NEW_TOUCHPOINTS),
        Act(366, _terms),
        Act(45, lambda scene: _name(scene, "touchpoint/messestand", "", source="ended")),
        Act(45, lambda scene: _name(scene, "process/messekontakt-nachfassen", "", source="ended")),
    ]


def _enter(holding: Holding, scene: Scene) -> None:
    actor, place, today = scene.actor(MANAGER), scene.place(holding.where), scene.today
    if holding.accountable:
        set_accountable(scene.session, actor, place, scene.holder(holding.accountable), today, source="import")
    for letter, names in (
        (RESPONSIBLE, holding.responsible), (CONSULTED, holding.consulted), (INFORMED, holding.informed),
    ):  # fmt: skip
        for name in names:
            add_duty(scene.session, actor, place, letter, scene.holder(name), today, source="import")


def _terms(scene: Scene) -> None:
    actor, holder = scene.actor(MANAGER), scene.holder(TERMS_BY)
    for slug in scene.session.scalars(select(Entry.slug).where(Entry.kind == "term").order_by(Entry.slug)).all()[
        ::EVERY_TERM
    ]:
        place = scene.place(f"term/{slug}")
        set_accountable(scene.session, actor, place, holder, scene.today, source="import")
        add_duty(scene.session, actor, place, RESPONSIBLE, holder, scene.today, source="import")


def _name(scene: Scene, where: str, name: str, source: str = "own") -> None:
    """Somebody takes it on; without a name it is vacant from now on."""
    actor = scene.actor(name or MANAGER)
    holder = scene.holder(name) if name else None
    set_accountable(scene.session, actor, scene.place(where), holder, scene.today, source=source)
