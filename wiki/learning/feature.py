"""What this folder hands to the application: the kind, and the pages of those who learn."""

from dataclasses import replace

from flask import Blueprint, Flask

from wiki.core.about_people import PersonalData
from wiki.core.consumers import Jobs
from wiki.core.matters import Matters
from wiki.entries.actions import EntryActions
from wiki.entries.feature import Route, blueprint_of, feature_of
from wiki.learning import (
    following,
    forgetting,
    people_matters,
    people_offers,
    personal_data,
    views_giving,
    views_own,
    views_people,
    views_questions,
)
from wiki.learning.blueprint import blueprint
from wiki.learning.kind import KIND
from wiki.learning.shown import learning_way
from wiki.people.person_cards import PersonCards
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

VIEWS = (views_people, views_giving, views_own, views_questions)
"""Named here because importing them adds their addresses to the blueprint."""

ROUTES: tuple[Route, ...] = ()
"""Pages of a path of its own, below its address."""


def _tell(runtime: Runtime) -> None:
    wiring = runtime.wiring
    personal_data.declare(wiring.get(PersonalData))
    following.wire(runtime)
    wiring.get(Jobs).jobs.append(forgetting.JOB)
    wiring.get(Matters).add(*people_matters.MATTERS)
    wiring.get(EntryActions).providers += [views_questions.offer, people_offers.offer]
    wiring.get(PersonCards).providers.append(people_offers.card)
    wiring.get(ShellProviders).learning.append(views_people.people_items)


def _blueprints(_runtime: Runtime) -> list[Blueprint]:
    return [blueprint_of(KIND, *ROUTES), blueprint]


def _init(app: Flask) -> None:
    app.jinja_env.globals.update(learning_way=learning_way, follows_path=following.follows_path)


FEATURE = replace(feature_of(KIND, told=_tell), blueprints=_blueprints, init=_init)
