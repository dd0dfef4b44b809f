"""The pages of how an initiative goes: what they show to whom, what they keep of what was typed, what they cost."""

from datetime import date, timedelta

from helpers import SQLITE, count_queries
from sqlalchemy import select

from wiki.entries.models import Entry
from wiki.initiatives.models import LEAD, MEMBER, RUNNING, Recheck
from wiki.initiatives.planning import DecisionData, MilestoneData, RiskData, decide, set_milestone, set_risk
from wiki.initiatives.queries import Asked, InitiativeRow, matching, rows_of
from wiki.initiatives.service import Report, report, start
from wiki.initiatives.team import join
from wiki.initiatives.ties import tie_change
from wiki.people.models import Person
from wiki.tasks.service import create
from wiki.tasks.values import Subject, TaskData

PAGE = "/initiatives/rueckrufe-halten"
GERMAN = {"Accept-Language": "de"}


def _send(client, csrf, path, **data):
    token = csrf(client.get(f"{PAGE}/progress").text)
    return client.post(f"{PAGE}/{path}", data={"csrf_token": token, **data}, headers=GERMAN)


def test_from_the_first_report_to_the_effect_that_does_not_hold(change, csrf):
    lena, max_ = change.client("Lena"), change.client("Max")
    change.company.writing(
        lambda session: create(session, change.actor("Lena"), TaskData("Nacharbeit"), Subject(initiative_id=change.id))
    )
    page = lena.get(f"{PAGE}/effect", headers=GERMAN).text
    assert "62,5" in page
    assert "1 Aufgabe ist nicht erledigt." in page
    wrong = _send(
        lena, csrf, "effect/close", value="neunzig", cases="120", source="Tickets", reason="Fertig", newest="1"
    )
    assert wrong.status_code == 422
    for typed in ('value="neunzig"', 'value="120"', 'value="Tickets"', "Fertig</textarea>"):
        assert typed in wrong.text, typed
    day = change.company.today.isoformat()
    value = {"value": "92,5", "cases": "160", "measured_on": day, "source": "Tickets"}
    assert _send(max_, csrf, "effect/close", reason="Fertig", newest="1", **value).status_code == 403
    assert _send(lena, csrf, "effect/close", reason="Fertig", newest="1", **value).status_code == 303
    page = max_.get(f"{PAGE}/effect", headers=GERMAN).text
    assert "92,5\N{NO-BREAK SPACE}%" in page
    assert "<svg" in page
    recheck = change.company.session.scalars(select(Recheck).order_by(Recheck.id)).first()
    missed = _send(max_, csrf, f"effect/rechecks/{recheck.id}", **{**value, "value": "80"})
    assert missed.status_code == 303
    assert change.now.stage == RUNNING
    assert "Ampel" in lena.get(f"{PAGE}/progress", headers=GERMAN).text
    assert _send(max_, csrf, f"effect/rechecks/{recheck.id}", **value).status_code == 409
    assert _send(max_, csrf, "effect/measure", **{**value, "value": "81"}).status_code == 303


@SQLITE
def test_what_is_written_down_on_the_page_of_the_progress(change, csrf):
    lena, dora = change.client("Lena"), change.client("Dora")
    ids = change.company.ids
    refused = _send(lena, csrf, "progress/report", stage=RUNNING, light="red", reason="", newest="1")
    assert refused.status_code == 422
    assert 'value="red"' in refused.text
    for path, data in (
        ("progress/report", {"stage": RUNNING, "light": "amber", "reason": "Es klemmt", "newest": "1"}),
        ("progress/team", {"person": str(ids["Dora"]), "part": "sponsor"}),
        ("progress/milestones/0", {"title": "Skript", "due": "2026-12-01", "edits": "0"}),
        ("progress/milestones/1", {"title": "Skript steht", "due": "2026-12-02", "is_reached": "y", "edits": "0"}),
        ("progress/risks/0", {"text": "Urlaub", "likelihood": "4", "harm": "5", "edits": "0"}),
        ("progress/decisions", {"text": "Wir beginnen klein", "decided_on": "2026-11-01"}),
    ):
        assert _send(lena, csrf, path, **data).status_code == 303, path
    page = dora.get(f"{PAGE}/progress", headers=GERMAN).text
    for words in ("Es klemmt", "Skript steht", "Urlaub", "Wir beginnen klein", "Dora", 'href="#risk-row-1"'):
        assert words in page, words
    stale = _send(lena, csrf, "progress/milestones/1", title="Anders", due="2026-12-03", edits="0")
    assert stale.status_code == 422
    assert 'value="Anders"' in stale.text
    assert "Skript steht" in stale.text
    assert _send(lena, csrf, "progress/milestones/99", title="x", due="2026-12-03", edits="0").status_code == 404
    for what in ("milestone", "risk", "decision"):
        assert _send(lena, csrf, "progress/remove", what=what, row="1").status_code == 303
    assert "Skript steht" not in lena.get(f"{PAGE}/progress").text


@SQLITE
def test_strangers_read_the_figure_and_no_names(change, app):
    stranger = app.test_client()
    page = stranger.get(PAGE, headers=GERMAN).text
    assert "Rückrufe wie zugesagt" in page
    assert "Gelb" not in page
    change.doing("Lena", report, Report(RUNNING, "amber", "Es klemmt", 1))
    page = stranger.get(PAGE, headers=GERMAN).text  # not the page kept from before
    assert "Gelb" in page
    assert "Lena" not in page
    assert "Es klemmt" not in page
    assert "62,5" in stranger.get(f"{PAGE}/print", headers=GERMAN).text
    for path in (f"{PAGE}/progress", f"{PAGE}/effect", "/initiatives/table"):
        assert stranger.get(path).status_code == 303
    assert "rueckrufe-halten" not in stranger.get("/initiatives/?stage=closed").text
    assert "rueckrufe-halten" in stranger.get("/initiatives/?stage=running").text


@SQLITE
def test_who_stopped_working_here_is_shown_as_gone(change):
    company = change.company

    def goes(session):
        session.get(Person, company.ids["Lena"]).active = False

    company.writing(goes)
    page = change.client("Carla").get(f"{PAGE}/progress", headers=GERMAN).text
    assert "arbeitet nicht mehr hier" in page
    assert "Niemand leitet diese Initiative" in page
    assert "arbeitet nicht mehr hier" in change.client("Dora").get("/initiatives/table", headers=GERMAN).text


@SQLITE
def test_the_list_of_how_they_go_costs_the_same_for_many(change, runtime):
    company, today = change.company, change.company.today

    def more(number):
        found = company.entry("initiative", f"Weitere {number}")
        carla = change.actor("Carla")
        for act, *arguments in (
            (join, company.ids["Max"], LEAD), (start, "Los"), (set_milestone, MilestoneData("M", today - timedelta(1))),
        ):  # fmt: skip
            company.writing(lambda session, act=act, arguments=arguments: act(session, carla, found, *arguments))

    def cost(client, address):
        with count_queries(runtime.engine) as counted:
            answer = client.get(address, headers=GERMAN)
        assert answer.status_code == 200
        return counted.selects, answer.text

    dora = change.client("Dora")
    dora.get("/initiatives/table")
    before, _page = cost(dora, "/initiatives/table")
    for number in range(4):
        more(number)
    after, page = cost(dora, "/initiatives/table")
    assert after == before
    assert page.count("überfällig") == 4
    for query, there in (
        ("light=red", False),
        ("stage=closed", False),
        ("light=green&stage=all", True),
        ("stage=x&light=y", True),
    ):
        assert ("rueckrufe-halten" in dora.get(f"/initiatives/table?{query}").text) is there, query
    assert "Weitere 3" in dora.get("/initiatives/table?format=csv").get_data(as_text=True)
    session = company.session
    session.rollback()
    rows = rows_of(session, session.scalars(matching(change.actor("Dora"), Asked(), "de")).all())
    mine = next(row for row in rows if row.initiative.id == change.id)
    assert isinstance(mine, InitiativeRow)
    assert (mine.lead.name, mine.due.on, mine.due.what) == ("Lena", date(2027, 1, 31), "target")


@SQLITE
def test_the_pages_of_one_initiative_cost_the_same_for_many_rows(change, runtime):
    dora = change.client("Dora")

    def fill(count):
        company = change.company
        process = company.session.scalar(select(Entry).where(Entry.kind == "process"))
        change.doing("Max", tie_change, process.released_id)
        for number in range(count):
            change.doing("Carla", join, company.person(f"P{company.today}{count}{number}"), MEMBER)
            change.doing("Max", set_milestone, MilestoneData("M", company.today))
            change.doing("Max", set_risk, RiskData("R", 2, 2))
            change.doing("Max", decide, DecisionData("E", company.today))

    def cost():
        found = []
        for path in ("progress", "effect"):
            with count_queries(runtime.engine) as counted:
                assert dora.get(f"{PAGE}/{path}").status_code == 200
            found.append(counted.selects)
        return found

    fill(1)
    cost()
    before = cost()
    fill(3)
    assert cost() == before
