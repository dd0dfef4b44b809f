"""What this folder hands to the application: the kind, and the pages of those who learn."""

from dataclasses import replace

from flask import Blueprint

from wiki.core.about_people import PersonalData
from wiki.entries.feature import Route, blueprint_of, feature_of
from wiki.learning import personal_data
from wiki.learning.blueprint import blueprint
from wiki.learning.kind import KIND
from wiki.web.runtime import Runtime

ROUTES: tuple[Route, ...] = ()
"""Pages of a path of its own, below its address."""


def _tell(runtime: Runtime) -> None:
    personal_data.declare(runtime.wiring.get(PersonalData))


def _blueprints(_runtime: Runtime) -> list[Blueprint]:
    return [blueprint_of(KIND, *ROUTES), blueprint]


FEATURE = replace(feature_of(KIND, told=_tell), blueprints=_blueprints)
