"""How an initiative goes: reports, team, milestones, risks, decisions, seams and versions, and who may."""

from datetime import date

import pytest
from helpers import SQLITE
from sqlalchemy import select

from wiki.core.consumers import Taken
from wiki.core.db import wired
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.core.matters import Matters
from wiki.core.outbox import Event
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create
from wiki.initiatives import planning, ties
from wiki.initiatives.models import AMBER, CHECKING, LEAD, MEMBER, PLANNED, RED, RUNNING, SPONSOR, STOPPED, Milestone
from wiki.initiatives.service import Report, newest_report, report
from wiki.initiatives.team import join, lead_of, leave, members_now
from wiki.people.models import Person


def _places(error):
    return [each.where for each in error.value.problems]


def test_reports_say_stage_light_and_reason_and_stay(change):
    session = change.company.session
    first = newest_report(session, change.id)
    assert (first.stage, first.light) == (RUNNING, "green")
    change.doing("Lena", report, Report(RUNNING, AMBER, "Ein Team fehlt.", first.id))
    assert (change.now.stage, change.now.light) == (RUNNING, AMBER)
    with pytest.raises(Invalid) as refused:
        change.doing("Carla", report, Report(RUNNING, RED, "Ich wusste davon nichts.", first.id))
    assert _places(refused) == ["reason"]
    newest = newest_report(session, change.id).id
    for wrong, where in (
        (Report(RUNNING, "blue", "x", newest), ["light"]), (Report(CHECKING, "green", "x", newest), ["stage"]),
        (Report(RUNNING, "green", " ", newest), ["reason"]), (Report(PLANNED, "", "x" * 2001, newest), ["stage", "reason"]),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            change.doing("Lena", report, wrong)
        assert _places(refused) == where
    for name in ("Max", "Dora"):
        with pytest.raises(Forbidden):
            change.doing(name, report, Report(RUNNING, RED, "Ich darf nicht.", newest))
    change.doing("Carla", report, Report(STOPPED, "", "Kein Geld mehr.", newest))
    assert change.now.light == ""


@SQLITE
def test_a_draft_does_not_begin(change):
    company = change.company

    def make(session):
        kind = wired(session, Kinds).get("initiative")
        content, _problems = payloads.clean(kind, {"title": {"de": "Entwurf"}})
        return create(session, change.actor("Carla"), kind, Edit(content, intent=Intent.DRAFT)).entry.id

    draft = company.writing(make)
    with pytest.raises(Conflict):
        company.writing(lambda session: report(session, change.actor("Carla"), draft, Report(RUNNING, "green", "Los")))
    session = company.session
    session.rollback()
    assert session.get(Entry, draft).stage == PLANNED


def test_the_team_has_one_lead_and_one_sponsor_and_knows_who_is_gone(change):
    company, ids = change.company, change.company.ids
    change.doing("Lena", join, ids["Dora"], SPONSOR)
    change.doing("Dora", join, ids["Max"], LEAD)  # sponsors steer, too
    session = company.session
    assert [(each.person_id, each.part) for each in members_now(session, change.id)] == [
        (ids["Dora"], SPONSOR), (ids["Max"], LEAD), (ids["Max"], MEMBER),
    ]  # fmt: skip
    with pytest.raises(Forbidden):
        change.doing("Lena", join, ids["Lena"], LEAD)  # who was followed steers no longer

    def goes(session):
        session.get(Person, ids["Max"]).active = False

    company.writing(goes)
    assert lead_of(session, change.id) is None
    with pytest.raises(Invalid):
        change.doing("Dora", join, ids["Max"], MEMBER)
    member = next(each for each in members_now(session, change.id) if each.part == MEMBER)
    change.doing("Dora", leave, member.id)
    assert len(members_now(session, change.id)) == 2


@SQLITE
def test_milestones_risks_and_decisions_are_kept_from_being_overwritten(change):
    row = change.doing("Max", planning.set_milestone, planning.MilestoneData("Skript steht", date(2026, 12, 1)))
    which = planning.Which(row.id, row.edits)
    change.doing("Lena", planning.set_milestone, planning.MilestoneData("Skript steht", date(2026, 12, 1), True), which)
    assert change.company.session.get(Milestone, row.id).reached_on == change.company.today
    with pytest.raises(Invalid):
        change.doing("Max", planning.set_milestone, planning.MilestoneData("Anders", date(2026, 12, 2)), which)
    risk = change.doing("Max", planning.set_risk, planning.RiskData("Urlaub", 2, 4))
    with pytest.raises(Invalid) as refused:
        change.doing("Max", planning.set_risk, planning.RiskData("", 0, 9), planning.Which(risk.id, risk.edits))
    assert _places(refused) == ["text", "likelihood", "harm"]
    with pytest.raises(Invalid) as refused:
        change.doing("Max", planning.decide, planning.DecisionData("Wir rufen an", date(2999, 1, 1)))
    assert _places(refused) == ["decided_on"]
    with pytest.raises(Forbidden):
        change.doing("Dora", planning.remove, Milestone, row.id)
    for _again in range(2):
        change.doing("Max", planning.remove, Milestone, row.id)


@SQLITE
def test_seams_and_released_versions_are_tied_once(change):
    company = change.company
    process = next(each for each in company.session.scalars(select(Entry).where(Entry.kind == "process")))
    revision = process.released_id
    tied = {change.doing("Max", ties.tie_change, revision).id for _again in range(2)}
    assert len(tied) == 1
    own = company.session.get(Entry, change.id).released_id
    for wrong in (own, 10**9):
        with pytest.raises(Invalid):
            change.doing("Max", ties.tie_change, wrong)
    with pytest.raises(Invalid):
        change.doing("Max", ties.tie_seam, (process.id, "a", "b"))
    change.doing("Max", ties.untie_change, tied.pop())


@SQLITE
def test_who_joins_is_told_and_a_red_light_reaches_lead_and_sponsor(change):
    company, ids = change.company, change.company.ids
    change.doing("Carla", join, ids["Dora"], SPONSOR)
    newest = newest_report(company.session, change.id).id
    change.doing("Lena", report, Report(RUNNING, RED, "Es brennt.", newest))
    session = company.session
    session.rollback()
    told = {}
    for event in session.scalars(select(Event).where(Event.name.like("initiative.%")).order_by(Event.id)):
        for matter in wired(session, Matters).of_event(event.name):
            taken = Taken(0, event.id, event.name, event.occurred_at, event.actor_id, event.entry_id, event.data, 1)
            for each in matter.told(session, taken):
                told.setdefault(matter.name, set()).update(each.person_ids)
    assert told["initiative_joined"] == {ids["Lena"], ids["Max"], ids["Dora"]}
    assert told["initiative_red"] == {ids["Dora"]}
