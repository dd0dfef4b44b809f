"""The pages about signals: report, list, the page of one, what the libraries know, and on to an initiative."""

from helpers import SQLITE, count_queries
from sqlalchemy import select

from wiki.signals.models import Signal
from wiki.signals.service import Place, SignalData, report
from wiki.tasks.models import Task

GERMAN = {"Accept-Language": "de"}


def _send(client, csrf, address, at="/profile", **data):
    token = csrf(client.get(at).text)
    return client.post(address, data={"csrf_token": token, **data}, headers=GERMAN)


def _report(hotline, name="Emil", title="Niemand ruft zurück", **named):
    data, place = SignalData("complaints", title, times=3), Place(hotline.process, "zus")
    return hotline.doing(name, lambda session, actor: report(session, actor, data, place, **named).id)


def test_a_signal_is_reported_from_a_step_and_becomes_an_initiative(hotline, csrf):
    emil, carla = hotline.client("Emil"), hotline.client("Carla")
    form = emil.get("/signals/new?kind=process&entry=entstoerung&step=zus&sort=question", headers=GERMAN).text
    assert 'value="process:entstoerung" selected' in form or 'selected value="process:entstoerung"' in form
    assert "Zusage" in form
    given = {"sort": "question", "place": "process:entstoerung", "step": "zus", "source": "customers"}
    wrong = _send(emil, csrf, "/signals/new", title="", text="Kunden fragen: max@example.org", times="viele", **given)
    assert wrong.status_code == 422
    assert "max@example.org" in wrong.text
    asked = _send(emil, csrf, "/signals/new", title="Wann?", text="Kunden fragen: max@example.org", **given)
    assert asked.status_code == 422
    assert 'name="no_customer_data"' in asked.text
    sent = _send(emil, csrf, "/signals/new", title="Wann ruft jemand an?", nameless="y", **given)
    assert sent.status_code == 303, sent.text
    address = sent.location
    page = carla.get(address, headers=GERMAN).text
    assert "Wann ruft jemand an?" in page
    assert "Emil" not in page  # reported without a name
    whys = {"whys-0-answer": "Keine Wiedervorlage", "whys-0-evidence": "", "root_cause": "Zusagen stehen nirgends"}
    skipped = _send(carla, csrf, f"{address}/whys", edits="0", **{"whys-0-answer": "", "whys-1-answer": "Weil"})
    assert skipped.status_code == 422
    assert 'value="Weil"' in skipped.text
    assert _send(carla, csrf, f"{address}/whys", edits="0", **whys).status_code == 303
    assert "Vermutung" in carla.get(address, headers=GERMAN).text
    begun = carla.get("/initiatives/new?signal=1").text
    assert "Wann ruft jemand an?" in begun
    assert "entstoerung" in begun
    made = _send(carla, csrf, "/initiatives/new?signal=1", title="Rückruf halten", intent="release")
    assert made.status_code == 303, made.text
    signal = hotline.company.session.scalar(select(Signal).execution_options(populate_existing=True))
    assert (signal.state, signal.initiative.slug) == ("taken_up", "rueckruf-halten")
    assert "/initiatives/rueckruf-halten" in emil.get(address).text


def test_what_is_typed_stays_where_a_decision_is_refused(hotline, csrf):
    number = _report(hotline)
    address, anna = f"/signals/{number}", hotline.client("Anna")
    late = _send(anna, csrf, f"{address}/answer", answer="Ab Mai", edits="5")
    assert late.status_code == 422
    assert "Ab Mai" in late.text
    assert _send(anna, csrf, f"{address}/duplicate", number="99", edits="0").status_code == 422
    assert _send(anna, csrf, f"{address}/initiative", initiative="99", edits="0").status_code == 422
    assert _send(anna, csrf, f"{address}/examine", edits="5").status_code == 409
    second = _report(hotline, title="Noch eines")
    assert f'href="/signals/{second}" rel="next"' in anna.get(address).text
    assert 'rel="next"' not in hotline.client("Emil").get(address).text
    assert _send(anna, csrf, f"{address}/seen", times="x").status_code == 422
    assert _send(anna, csrf, f"{address}/seen", times="2", source="survey").status_code == 303
    task = _send(anna, csrf, f"{address}/task")
    assert task.status_code == 303
    assert hotline.company.session.scalar(select(Task.origin)) == f"signal:{number}:1"
    assert _send(hotline.client("Emil"), csrf, f"{address}/examine", edits="0").status_code == 403
    assert anna.get("/signals/999").status_code == 404


@SQLITE
def test_the_list_is_narrowed_and_costs_the_same_however_long(hotline, runtime):
    _report(hotline)
    client = hotline.client("Dora")
    for query, there in (
        ("sort=complaints", True), ("sort=missing", False), ("department=hotline", True), ("words=RUFT", True),
        ("at=process:entstoerung&step=zus", True), ("at=process:entstoerung&step=anr", False), ("own=1", False),
        ("show=done", False), ("severity=none&source=employees&order=often", True), ("severity=critical", False),
        ("show=x&sort=x&order=x&at=x&department=x&page=9", True),
    ):  # fmt: skip
        assert ("Niemand ruft zurück" in client.get(f"/signals/?{query}").text) is there, query
    assert "Entstörung" in client.get("/signals/?by=place").text
    file = client.get("/signals/?format=csv&show=all", headers=GERMAN).get_data(as_text=True)
    assert "Entstörung" in file
    with count_queries(runtime.engine) as few:
        client.get("/signals/")
    for number in range(12):
        _report(hotline, title=f"Nummer {number}")
    with count_queries(runtime.engine) as many:
        client.get("/signals/")
    assert many.selects == few.selects
    with count_queries(runtime.engine) as places:
        client.get("/signals/?by=place")
    assert places.selects <= few.selects


@SQLITE
def test_what_the_libraries_know_becomes_a_signal_by_a_click(hotline, csrf):
    carla = hotline.client("Carla")
    page = carla.get("/signals/found", headers=GERMAN).text
    assert f'value="break:{hotline.process}:zus"' in page
    assert carla.get("/signals/found?show=seams").status_code == 200
    sent = _send(carla, csrf, "/signals/found", show="breaks", only=f"break:{hotline.process}:zus")
    assert sent.location.startswith("/signals/")
    assert "Niemand ruft zurück." in carla.get(sent.location).text
    assert f'value="break:{hotline.process}:zus"' not in carla.get("/signals/found").text
    assert hotline.client("Emil").get("/signals/found").status_code == 403
