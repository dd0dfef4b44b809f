"""What this folder hands to the application."""

from flask import Blueprint

from wiki.overview.development import blueprint as development
from wiki.overview.views import blueprint
from wiki.overview.waiting import PILES
from wiki.tasks.piles import Piles
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime


def _blueprints(runtime: Runtime) -> list[Blueprint]:
    return [blueprint, development] if runtime.settings.development else [blueprint]


def _wire(runtime: Runtime) -> None:
    piles = runtime.wiring.get(Piles)
    for place, find, sort in PILES:
        piles.add(place, find, instead_of=sort)


FEATURE = Feature("overview", blueprints=_blueprints, wire=_wire)
