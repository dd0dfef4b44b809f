"""The tab "Change": what the team writes, what others see, the lists, the page over all initiatives."""

from datetime import timedelta

from helpers import SQLITE, count_queries
from helpers_change import ANSWERS, MANAGER, READER
from sqlalchemy import select

from wiki.change import groups, messages
from wiki.change.groups import GroupData
from wiki.change.messages import Audience, MessageData, Sender
from wiki.change.models import AdkarRound, ChangeGroup, ChangeMessage, ChangeResistance, ChangeTraining
from wiki.tasks.models import Task

PAGE = "/initiatives/rueckruf/change"
GERMAN = {"Accept-Language": "de"}


def _send(client, csrf, path, **data):
    token = csrf(client.get("/me").text)
    return client.post(f"{PAGE}{path}", data={"csrf_token": token, **data}, headers=GERMAN)


def _only(session, model):
    session.rollback()
    return session.scalars(select(model)).one()


def test_the_team_writes_the_whole_plan(team, csrf, session):
    client, today = team.client(), team.company.today.isoformat()
    for part in ("groups", "messages", "trainings", "resistance"):
        assert client.get(f"{PAGE}/{part}/new").status_code == 200
    wrong = _send(client, csrf, "/groups/new", title="Schicht", people="4", influence="4", interest="5", words="Neu")
    assert wrong.status_code == 422
    assert 'value="Schicht"' in wrong.text
    assert "mindestens fünf" in wrong.text
    sent = _send(client, csrf, "/groups/new", title="Schicht", people="40", influence="4", interest="5", edits="0")
    assert sent.status_code == 303
    group = _only(session, ChangeGroup)
    assert sent.headers["Location"] == f"{PAGE}/groups/{group.id}"
    plan = {"planned_on": today, "edits": "0"}
    assert _send(client, csrf, "/messages/new", text="Warum", audience="c", channel="Brief", **plan).status_code == 303
    training = {"title": "Zusagen", "group": str(group.id), "form": "online", **plan}
    assert _send(client, csrf, "/trainings/new", **training).status_code == 303
    named = _send(client, csrf, "/resistance/new", group=str(group.id), text="Bert Ohm will nicht", edits="0")
    assert (named.status_code, "Bert Ohm will nicht" in named.text) == (422, True)
    asked = _send(client, csrf, "/resistance/new", group=str(group.id), text="Ohm gilt", edits="0")
    assert 'name="no_names"' in asked.text
    note = {"group": str(group.id), "text": "Ohm gilt", "no_names": "y", "edits": "0"}
    assert _send(client, csrf, "/resistance/new", **note).status_code == 303
    for part, model in (("messages", ChangeMessage), ("trainings", ChangeTraining), ("resistance", ChangeResistance)):
        row = _only(session, model)
        edit = client.get(f"{PAGE}/{part}/{row.id}/edit").text
        assert (row.text if part != "trainings" else row.title) in edit
        assert _send(client, csrf, f"/{part}/{row.id}/done").status_code == 303
        assert _only(session, model).done_on == team.company.today
    stale = _send(client, csrf, f"/messages/{_only(session, ChangeMessage).id}/edit", text="Anders", edits="1")
    assert stale.status_code == 422
    assert "Anders" in stale.text
    page = client.get(PAGE, headers=GERMAN).text
    for words in ("Schicht", "Zusagen", "Ohm gilt", "Eng einbinden", 'class="group"'):
        assert words in page, words
    assert client.get(f"{PAGE}/plan").status_code == 200
    assert _send(client, csrf, f"/groups/{group.id}/done").status_code == 404
    assert client.get(f"{PAGE}/groups/{group.id}/remove").status_code == 200
    assert _send(client, csrf, f"/groups/{group.id}/remove").status_code == 303
    assert "Ohm gilt" not in client.get(PAGE).text
    for path in ("/nonsense/new", "/groups/99999/edit", "/groups/99999", f"/groups/{group.id}/rounds/new"):
        assert client.get(f"{PAGE}{path}").status_code == 404, path


def test_rounds_are_entered_shown_and_answered_with_tasks(team, csrf, session):
    group, client, today = team.group(people=8), team.client(), team.company.today.isoformat()
    for sort in ("asked", "shares", "profile", "rubbish"):
        assert client.get(f"{PAGE}/groups/{group}/rounds/new?sort={sort}").status_code == 200
    few = "5 4 3 2 1\n" * 4
    wrong = _send(client, csrf, f"/groups/{group}/rounds/new", sort="asked", day=today, answers=few)
    assert wrong.status_code == 422
    assert "5 4 3 2 1" in wrong.text
    answers = ANSWERS.replace("\n", "\r\n")
    assert (
        _send(client, csrf, f"/groups/{group}/rounds/new", sort="asked", day=today, answers=answers).status_code == 303
    )
    shares = {"share_awareness": "50", "share_none": "50", "source": "Gespräche"}
    before = (team.company.today - timedelta(days=9)).isoformat()
    assert _send(client, csrf, f"/groups/{group}/rounds/new", sort="shares", day=before, **shares).status_code == 303
    page = client.get(f"{PAGE}/groups/{group}", headers=GERMAN).text
    assert "2 · 60 %" in page
    assert "befragt, 5 Antworten" in page
    assert "4 4 4 4" not in page
    session.rollback()
    newest = session.scalars(select(AdkarRound).order_by(AdkarRound.day.desc())).first()
    take = f"/groups/{group}/rounds/{newest.id}/measures"
    assert _send(client, csrf, take).status_code == 422
    assert _send(client, csrf, take, measures=["hear_out"], assignee="x").status_code == 303
    assert "Als Aufgabe" in client.get(f"{PAGE}/groups/{group}", headers=GERMAN).text
    assert _only(session, Task).title.startswith("Einwände anhören: ")
    assert "Einwände anhören" in client.get(f"{PAGE}/plan", headers=GERMAN).text
    assert _send(client, csrf, f"/groups/{group}/rounds/{newest.id}/remove").status_code == 303
    assert _only(session, AdkarRound).way == "assessed"


def test_readers_see_neither_influence_nor_resistance(team, csrf, app):
    team.round(team.group())
    reader = team.client(READER)
    page = reader.get(PAGE, headers=GERMAN).text
    assert "Hotline" in page
    assert "Wille" in page
    for words in ("Einfluss", "Widerstand", 'class="group"', "change/groups/new"):
        assert words not in page, words
    assert "Einfluss" not in reader.get(f"{PAGE}/groups.csv", headers=GERMAN).get_data(as_text=True)
    assert len(reader.get(f"{PAGE}/resistance.csv").get_data(as_text=True).splitlines()) == 1
    assert _send(reader, csrf, "/groups/new", title="x").status_code == 403
    assert reader.get(f"{PAGE}/messages/new").status_code == 403
    assert app.test_client().get(PAGE).status_code == 303
    assert team.client(MANAGER).get(f"{PAGE}/messages/new").status_code == 200


def _one_more(team, number: int) -> None:
    """Another group with rounds, and a message to it."""
    group = team.group(title=f"Schicht {number}")
    team.round(group)
    late = team.company.today - timedelta(days=number)
    team.doing(messages.save, MessageData("Bald", Audience("group", group), "Teamrunde", late))


@SQLITE
def test_pages_ask_the_same_number_of_questions_whatever_the_number_of_groups(team, runtime):
    client = team.client()
    counts = []
    for number in (1, 2, 3):
        _one_more(team, number)
        asked = []
        for path in (PAGE, f"{PAGE}/plan", "/change/"):
            client.get(path)
            with count_queries(runtime.engine) as counted:
                assert client.get(path).status_code == 200
            asked.append(counted.selects)
        counts.append(asked)
    assert counts[1] == counts[2]


@SQLITE
def test_messages_wait_for_who_sends_them(team, csrf, session):
    today = team.company.today
    for sender in (Sender(team.company.ids[READER]), Sender(function_id=team.company.ids["Leitung"])):
        data = MessageData("Ab Montag anders", Audience("customers"), "Brief", today, sender)
        number = team.doing(messages.save, data)
    reader, client = team.client(READER), team.client()
    assert reader.get("/tasks/mine").text.count("Ab Montag anders") == 1
    assert "Ab Montag anders" not in client.get("/tasks/mine").text
    first = session.scalars(select(ChangeMessage.id).where(ChangeMessage.id != number)).one()
    assert _send(client, csrf, f"/messages/{first}/done").status_code == 303
    assert "Ab Montag anders" not in reader.get("/tasks/mine").text


def test_the_page_over_all_initiatives(team):
    client = team.client(READER)
    assert "Rückruf" not in client.get("/change/").text
    _one_more(team, 1)
    for show, there in (("live", True), ("late", True), ("all", True), ("rubbish", True)):
        assert ("Rückruf" in client.get(f"/change/?show={show}&page=999").text) is there
    assert "Schicht" not in client.get("/change/").text
    lines = client.get("/change/?format=csv", headers=GERMAN).get_data(as_text=True).splitlines()
    assert lines[1].startswith("Rückruf;1;40;20;60;0;0;0;20;0;1;1")
    team.doing(groups.save, GroupData(title="Groß", people=160, influence=1, interest=1))
    assert "200" in client.get("/change/").text
