"""What this folder hands to the application."""

from flask import Blueprint, url_for

from wiki.core.about_people import PersonalData
from wiki.overview import models, role_piles, visit_data, waiting
from wiki.overview.development import blueprint as development
from wiki.overview.views import blueprint
from wiki.overview.visit_views import blueprint as visit
from wiki.people.arriving import Arrival
from wiki.tasks.piles import Piles
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime

TABLES = (models,)
"""Named here so that the tables are known."""


def _blueprints(runtime: Runtime) -> list[Blueprint]:
    return [blueprint, visit, *([development] if runtime.settings.development else [])]


def _wire(runtime: Runtime) -> None:
    visit_data.declare(runtime.wiring.get(PersonalData))
    runtime.wiring.get(Arrival).address = lambda: url_for("visit.page", _anchor="main")
    piles = runtime.wiring.get(Piles)
    for place, find, sort in (*waiting.PILES, *role_piles.PILES):
        piles.add(place, find, instead_of=sort)


FEATURE = Feature("overview", blueprints=_blueprints, wire=_wire)
