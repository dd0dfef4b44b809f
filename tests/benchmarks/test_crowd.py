"""The crowd that ownership is measured with, in small."""

from dataclasses import replace

import pytest
from flask import Flask
from helpers import count_queries
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.change.timed import PAGES as PAGES_OF_CHANGE
from benchmarks.change.undertakings import Size as SizeOfChange
from benchmarks.change.undertakings import Undertakings
from benchmarks.figures import TARGETS
from benchmarks.learning.asked import asked
from benchmarks.learning.jobs import release_again
from benchmarks.learning.students import Size as SizeOfLearning
from benchmarks.learning.students import Students
from benchmarks.ownership.crowd import HEAD, MANAGER, Crowd, Size
from benchmarks.ownership.timed import PAGES
from wiki.core.clock import company_day
from wiki.core.db import begin_write
from wiki.loops.reading import loops
from wiki.ownership.linter import findings
from wiki.ownership.models import Accountability, Duty, RequestPackage
from wiki.people.models import Person
from wiki.people.rights import actor_of
from wiki.reading.models import ReadingDuty

SMALL = Size(people=90, functions=30, touchpoints=70, processes=5, duties=700, packages=20)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_company_is_made_in_which_everything_is_found(app: Flask, session: Session) -> None:
    begin_write(session)
    Crowd(session, SMALL).fill()
    session.commit()
    held = sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Duty, Accountability))
    assert held == SMALL.duties
    assert session.scalar(select(func.count()).select_from(RequestPackage)) == SMALL.packages
    with app.test_request_context():
        rules = {each.rule.name for each in findings(session, company_day(session))}
    assert rules >= {"vacant", "gone", "unheld", "away"}
    actors = [
        actor_of(session, session.scalars(select(Person).where(Person.email == each)).one()) for each in (HEAD, MANAGER)
    ]
    assert len(actors[0].areas) == 20
    assert {each.figure for each in (*PAGES, *PAGES_OF_CHANGE)} <= {each.key for each in TARGETS}
    begin_write(session)
    Undertakings(session, SizeOfChange(initiatives=24, tasks=120, signals=50, board=30)).fill()
    session.commit()
    assert {each.facts.where for each in loops(session, actors[1])} >= {"cause", "initiative", "complete", "given_up"}


LITTLE = SizeOfLearning(terms=60, paths=4, stations=17, enrolments=120, binding=3, missing=6, searches=30)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_learning_of_a_company_is_asked_and_reminded_in_few_statements(app, session, runtime):
    begin_write(session)
    Crowd(session, replace(SMALL, touchpoints=4, duties=90)).fill()
    Students(session, LITTLE).fill()
    session.commit()
    assert {each.figure for each in asked(session)} <= {each.key for each in TARGETS}
    session.rollback()
    with app.test_request_context():
        begin_write(session)
        with count_queries(runtime.engine) as again:
            release_again(session)
        session.commit()
        first = session.scalar(select(func.count()).select_from(ReadingDuty).where(ReadingDuty.ended_on.is_(None)))
        begin_write(session)
        with count_queries(runtime.engine) as all_again:
            release_again(session)
        session.commit()
    assert (first or 0) > 80
    assert len(all_again.statements) <= len(again.statements) + 5, (
        "however many were asked before, and are asked no more"
    )
