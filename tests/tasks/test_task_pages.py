"""The pages of tasks: form, task, board, list and changing several."""

from helpers import SQLITE, count_queries
from sqlalchemy import select

from wiki.entries.models import Entry
from wiki.tasks.models import DOING, DONE, OPEN, Task, TaskNeed

GERMAN = {"Accept-Language": "de"}


def _send(client, csrf, page, address=None, **data):
    token = csrf(client.get(page).text)
    return client.post(address or page, data={"csrf_token": token, **data}, headers=GERMAN)


def test_a_task_is_made_and_changed_and_nothing_typed_is_lost(plan, csrf):
    process = plan.company.process("Entstörung", "Hotline", "Anruf", "Rückruf")
    lena, carla = plan.client("Lena"), plan.client("Carla")
    wrong = _send(
        lena,
        csrf,
        f"/tasks/new?initiative=anrufe&entry={process}",
        "/tasks/new",
        title="",
        text="Wie es war",
        due="morgen",
        entry=process,
        initiative=plan.initiative,
    )
    assert wrong.status_code == 422
    assert "Wie es war" in wrong.text
    assert "Entstörung" in wrong.text
    made = _send(
        lena,
        csrf,
        "/tasks/new",
        title="Ansage",
        items="Text\r\nStimme",
        entry=process,
        initiative=plan.initiative,
        due="2027-01-08",
    )
    assert made.status_code == 303, made.text
    address = made.location
    shown = lena.get(address, headers=GERMAN).text
    for words in ("Ansage", "Stimme", "/processes/entstoerung", "08.01.2027"):
        assert words in shown
    form = carla.get(f"{address}/edit").text
    hidden = {
        name: form.split(f'name="{name}"')[1].split('value="')[1].split('"')[0].replace("&#34;", '"')
        for name in ("edits", "prints")
    }
    typed = {"title": "Ansage", "items": "Text\r\nStimme", "due": "2027-01-08"}
    assert _send(lena, csrf, f"{address}/edit", **typed | {"title": "Von Lena", **hidden}).status_code == 303
    clash = _send(carla, csrf, f"{address}/edit", **typed | {"title": "Von Carla", **hidden})
    assert clash.status_code == 409
    assert "Von Lena" in clash.text
    assert 'value="Von Carla"' in clash.text
    assert _send(plan.client("Olga"), csrf, "/tasks/new", f"{address}/edit", title="Von Olga").status_code == 403


def test_the_page_of_a_task_does_what_it_offers(plan, csrf):
    first, second = plan.task("Erst <b>das</b>"), plan.task("Dann das")
    client, page = plan.client("Max"), f"/tasks/{second}"
    assert _send(client, csrf, page, f"{page}/needs", needs="erst").status_code == 303
    assert _send(client, csrf, page, f"{page}/needs", needs="nichts dergleichen").status_code == 422
    assert (
        _send(client, csrf, f"/tasks/{first}", f"/tasks/{first}/needs", needs=f"#{second} Dann das").status_code == 422
    )
    refused = _send(client, csrf, page, f"{page}/move", state=DONE)
    assert refused.status_code == 303
    assert "wartet auf" in client.get(page, headers=GERMAN).text or plan.get(second).state == OPEN
    assert "Erst &lt;b&gt;das&lt;/b&gt;" in client.get(page).text
    assert _send(client, csrf, page, f"{page}/needs/{first}/remove").status_code == 303
    assert _send(client, csrf, page, f"{page}/items", item="").status_code == 422
    assert _send(client, csrf, page, f"{page}/items", item="Haken").status_code == 303
    item = plan.get(second).items[0].id
    assert _send(client, csrf, page, f"{page}/items/{item}", act="tick").status_code == 303
    assert _send(client, csrf, page, f"{page}/comments", text="Tel. 030 1234567").status_code == 422
    assert _send(client, csrf, page, f"{page}/comments", text="Siehe [[process:gone]]").status_code == 303
    assert (
        _send(client, csrf, page, f"{page}/move", state="waiting", seen="open", waits_for="x" * 301).status_code == 422
    )
    assert (
        _send(client, csrf, page, f"{page}/move", state="waiting", seen="open", waits_for="Freigabe").status_code == 303
    )
    shown = plan.client("Olga").get(page, headers=GERMAN).text
    for words in ("Freigabe", "Haken"):
        assert words in shown
    assert f"{page}/move" not in shown
    assert _send(client, csrf, page, f"{page}/move", state=DONE, seen="waiting").status_code == 303
    assert plan.get(second).state == DONE


def test_cards_are_moved_by_script_and_by_form(plan, csrf):
    one, two = plan.task("Karte eins"), plan.task("Karte zwei")
    client, board = plan.client("Max"), f"/tasks/board?initiative={plan.initiative}"
    assert "Karte eins" in client.get("/initiatives/anrufe/tasks", headers=GERMAN).text
    assert client.get("/tasks/board?initiative=gibt-es-nicht").status_code == 404
    shown = client.get(board).text
    assert f'value="{one}:{OPEN}:{DOING}"' in shown
    token = csrf(shown)

    def send(script=True, **data):
        headers = {**GERMAN, "HX-Request": "true"} if script else GERMAN
        return client.post(
            f"/tasks/board/move?initiative={plan.initiative}", data={"csrf_token": token, **data}, headers=headers
        )

    moved = send(task=two, state=DOING, seen=OPEN, after=0)
    assert moved.status_code == 200
    assert "<html" not in moved.text
    assert plan.get(two).state == DOING
    conflict = send(task=two, state=DONE, seen=OPEN)
    assert conflict.status_code == 409
    assert "data-kb-problem" in conflict.text
    assert plan.get(two).state == DOING
    assert send(script=False, card=f"{one}:{OPEN}:{DOING}", next=board).location == board
    assert send(script=False, card=f"{one}:{DOING}:up", next="https://elsewhere.example").status_code == 303
    page = client.get(board).text
    assert page.index("Karte eins") < page.index("Karte zwei")
    assert send(task=99_999, state=DONE).status_code == 409
    assert send(script=False, card="rubbish", next=board).location == board
    plan.need(one, plan.task("Davor"))
    assert "Davor" in client.get(f"/tasks/board?waiting=50&initiative={plan.initiative}", headers=GERMAN).text


def test_several_are_changed_together_or_not_at_all(plan, csrf):
    one, two, three = plan.task("Eins"), plan.task("Zwei"), plan.task("Nur für Lena", loose=True)
    plan.need(one, two)
    client = plan.client("Max")

    def send(*tasks, **data):
        return _send(
            client,
            csrf,
            "/tasks/?show=all",
            "/tasks/?show=all",
            tasks=[f"{each}:{plan.get(each).edits}" for each in tasks],
            **data,
        )

    assert send(one, two, category="train").status_code == 422  # the team moves, who made it changes
    assert send(one, three, state=DONE).status_code == 422
    assert send(one, state=DONE).status_code == 422
    assert send(state=DONE).status_code == 422
    assert send(one).status_code == 422
    assert {plan.get(each).state for each in (one, two)} == {OPEN}
    assert send(one, two, state=DONE).status_code == 303
    assert {plan.get(each).state for each in (one, two)} == {DONE}
    client = plan.client("Carla")
    assert send(one, two, category="train", due="2027-02-01", assignee=plan.company.ids["Max"]).status_code == 303
    found = plan.get(one)
    assert (found.category, found.assignee_id, str(found.due)) == ("train", plan.company.ids["Max"], "2027-02-01")
    stale = _send(client, csrf, "/tasks/?show=all", "/tasks/", tasks=[f"{one}:0"], category="coach")
    assert stale.status_code == 422
    assert "Eins" in stale.text


@SQLITE
def test_the_list_shows_what_its_address_asks_for(plan, csrf):
    max_id = plan.company.ids["Max"]
    plan.task("Alte Ansage", due=plan.company.today.replace(year=2020), assignee_id=max_id, category="train")
    plan.task("Ohne Tag")
    plan.task("Nur für Lena", loose=True)
    client = plan.client("Max")
    for query, there in (
        ("", True), ("show=overdue", True), ("assignee=me", True), (f"assignee={max_id}", True), ("assignee=nobody", False),
        ("assignee=gone", False), ("category=train", True), ("category=coach", False), ("initiative=anrufe", True),
        ("initiative=none", False), ("initiative=gone", False), ("department=hotline", True), ("show=done", False),
        ("show=waiting", False), ("q=alte", True), ("sort=-title", True), ("sort=changed&show=rubbish&department=x&page=99", True),
    ):  # fmt: skip
        page = client.get(f"/tasks/?{query}", headers=GERMAN).text
        assert ("Alte Ansage" in page) is there, query
        assert "Nur für Lena" not in page
    assert "Alte Ansage" in client.get("/tasks/?format=csv", headers=GERMAN).get_data(as_text=True)


@SQLITE
def test_more_tasks_ask_no_more_questions(plan, runtime):
    plan.company.session.rollback()
    client = plan.client("Max")

    def asked():
        found = []
        for address in ("/tasks/board", f"/tasks/board?initiative={plan.initiative}", "/tasks/"):
            client.get(address)
            with count_queries(runtime.engine) as counted:
                assert client.get(address).status_code == 200
            found.append(counted.selects)
        return found

    def fill(session):
        entry = session.scalar(select(Entry.id).where(Entry.id == plan.initiative))
        first = session.get_one(Task, plan_first)
        for number in range(60):
            task = Task(
                title=f"Nr. {number}",
                initiative_id=entry,
                rank=number,
                created_at=first.created_at,
                changed_at=first.created_at,
                assignee_id=plan.company.ids["Lena"],
            )
            session.add(task)
            session.flush()
            session.add(TaskNeed(task_id=task.id, needs_id=plan_first))

    plan_first = plan.task("Davor", assignee_id=plan.company.ids["Max"], items=("a",))
    second = plan.task("Danach")
    plan.need(second, plan_first)
    before = asked()
    plan.company.writing(fill)
    assert asked() == before
