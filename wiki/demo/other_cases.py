"""Initiatives of the sample company elsewhere on their way: held up, opened again, planned, given up; signals that
wait; what steps rest on."""

from functools import partial

from wiki.demo.case_words import (
    BILL,
    CHAT,
    CONTENTS,
    COURSE,
    HEARD,
    NEWSLETTER,
    PAPER,
    RESTS,
    RETURN,
    ROBOT,
    Heard,
    Rests,
    words,
)
from wiki.demo.undertaking import (
    CX_MANAGER,
    Chore,
    asked_why,
    changed,
    checked,
    chores,
    closed,
    crew,
    did,
    initiative,
    milestones,
    seen_again,
    signal,
    signal_called,
    told_how,
)
from wiki.demo.year import Act, Scene
from wiki.evidence.service import EvidenceData
from wiki.evidence.service import add as add_evidence
from wiki.signals import triage


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    heard = [Act(each.ago, partial(_hear, each)) for each in HEARD]
    rests = [Act(each.ago, partial(_rest, each)) for each in RESTS]
    return [*heard, *rests, *_bill(), *_chat(), *_return(), *_others(), *_everyday()]


def _hear(heard: Heard, scene: Scene) -> None:
    told = {"sort": heard.sort, "title": heard.title, "text": heard.text, "source": heard.source,
             "language": "en" if heard.title.startswith("“") else "de"}  # fmt: skip
    signal(scene, heard.who, heard.where, told, heard.times)


def _rest(rests: Rests, scene: Scene) -> None:
    at = scene.place(rests.where)
    data = EvidenceData(rests.sort, rests.source, scene.day(3), rests.strength, at.step_key, note=rests.note)
    add_evidence(scene.session, scene.actor("Miriam Vogt"), at.entry_id, data)


def _begin(slug: str, signals: tuple[str, ...], sponsor: str, lead: str, *members: str) -> partial[None]:
    def begin(scene: Scene) -> None:
        content = dict(CONTENTS[slug])
        if "baseline" in content:
            content |= {"baseline_on": scene.day(7).isoformat(), "target_on": scene.day(-90).isoformat()}
        made = initiative(scene, content, signals)
        if made.slug != slug:
            raise RuntimeError(f"the initiative stands at {made.slug}")
        crew(scene, slug, sponsor, lead, *members)

    return partial(begin)


def _bill() -> list[Act]:
    lead, asked = "Ana Markovic", HEARD[0].title
    return [
        Act(80, lambda scene: asked_why(scene, CX_MANAGER, asked, (
            ("Auf der Rechnung steht „AZ-Korrektur“.", "Rechnungen aus drei Monaten"),
            ("Das ist der Name des Feldes in der Buchhaltung.", "Handbuch des Programms"),
            ("Kunden haben die Rechnung nie vor uns gelesen.", ""),
        ), "Die Rechnung spricht die Sprache der Buchhaltung, und niemand prüft sie mit Kunden.")),
        Act(62, _begin(BILL, (asked,), "Birgit Lohmann", lead, "Bettina Krause", "Hannah Schreiber")),
        Act(58, lambda scene: told_how(scene, BILL, lead, "running", "green", "Zwei Entwürfe, sechs Kunden zum "
                                                                              "Lesen.")),
        Act(56, lambda scene: milestones(scene, BILL, lead, ("Entwurf von Kunden gelesen", 30, True),
                                         ("Neue Rechnung im Druck", 75, False))),
        Act(55, lambda scene: chores(
            scene, BILL, lead,
            Chore("Sechs Kunden lesen beide Entwürfe", "Hannah Schreiber", "question", 20),
            Chore("Wörter der Rechnung ins Glossar", "Bettina Krause", "share_knowledge", 25),
            Chore("Hotline kennt die neue Rechnung", "Bettina Krause", "communicate", 70,
                  after="Sechs Kunden lesen beide Entwürfe"),
            Chore("Layout an die Druckerei geben", lead, "new_methods", 50),
        )),
        Act(34, lambda scene: did(scene, "Sechs Kunden lesen beide Entwürfe")),
        Act(9, lambda scene: told_how(scene, BILL, lead, "running", "amber",
                                      "Die Druckerei liefert das neue Layout erst im nächsten Monat.")),
        Act(8, lambda scene: chores(
            scene, BILL, lead,
            Chore("Mit der Druckerei einen früheren Tag finden", lead, "remove_resistance", 6, "doing"),
            Chore("Probedruck mit langen Namen prüfen", "Hannah Schreiber", "question", 12, "waiting",
                  waits_for="Wartet auf den Probedruck der Druckerei"),
            Chore("Erklärvideo zur neuen Rechnung", "Hannah Schreiber", "communicate", 24),
        )),
    ]  # fmt: skip


def _chat() -> list[Act]:
    lead, heard = "Sven Johansson", HEARD[1].title
    return [
        Act(60, lambda scene: asked_why(scene, CX_MANAGER, heard, (
            ("Die Hotline sieht den Chat erst am nächsten Tag.", "Beide Systeme nebeneinander beobachtet"),
            ("Übertragen wird nachts, in einem Lauf.", "Ablaufplan der IT"),
        ), "Chat und Telefon führen getrennte Historien; zusammengeführt wird nur nachts.")),
        Act(52, _begin(CHAT, (heard,), "Thi Lan Nguyen", lead, "Zeynep Arslan", "Amara Okafor")),
        Act(50, lambda scene: told_how(scene, CHAT, lead, "running", "green", "Schnittstelle ist beschrieben.")),
        Act(30, lambda scene: changed(
            scene, "touchpoint/chat", {"expectation": words(
                "Ein Mensch antwortet binnen einer Minute und kennt, was vorher war.",
                "A person answers within a minute and knows what went before.")},
            "Erwartung mit dem Verlauf", CHAT)),
        Act(28, lambda scene: chores(
            scene, CHAT, lead,
            Chore("Verlauf stündlich statt nachts übertragen", lead, "new_methods", 14, "waiting",
                  waits_for="Der Anbieter gibt die Schnittstelle nicht frei"),
            Chore("Am Telefon zuerst in den Chat sehen", "Zeynep Arslan", "coach", 35, "doing"),
            Chore("Mit dem Anbieter über die Freigabe verhandeln", "Amara Okafor", "remove_resistance", 21),
        )),
        Act(3, lambda scene: told_how(scene, CHAT, lead, "running", "red",
                                      "Der Anbieter gibt die Schnittstelle nicht frei. Die Leitung muss "
                                      "entscheiden, ob "
                                      "wir wechseln.")),
    ]  # fmt: skip


def _return() -> list[Act]:
    lead, heard = "Horst Lindner", HEARD[2].title
    return [
        Act(184, lambda scene: asked_why(scene, CX_MANAGER, heard, (
            ("Das Etikett gibt es nur als PDF.", "Versandprogramm"), (PAPER, "Projektliste"),
        ), PAPER)),
        Act(178, _begin(RETURN, (heard,), "Fatma Demir", lead, "Priya Raman")),
        Act(176, lambda scene: told_how(scene, RETURN, lead, "running", "green", "Zwei Paketdienste nehmen Codes an.")),
        Act(120, lambda scene: changed(
            scene, "process/rueckgabe-und-erstattung#etikett-bereitstellen", {"evidence": words(
                "Code auf dem Telefon; auf Wunsch ein Etikett zum Drucken",
                "Code on the phone; a label to print for those who want one")},
            "Code statt Etikett", RETURN, ("Kundenservice", "Lager und Versand"), "Rückgaben gehen jetzt mit einem "
                                                                                  "Code.")),
        Act(84, lambda scene: closed(scene, RETURN, lead, "4.5", None, "Alle Retouren eines Monats",
                                     "Der Code ist eingeführt, alle Läden kennen ihn.")),
        Act(53, lambda scene: checked(scene, RETURN, lead, 30, "7", None, "Alle Retouren eines Monats")),
        Act(50, lambda scene: chores(
            scene, RETURN, lead,
            Chore("Nachsehen, warum es wieder länger dauert", "Priya Raman", "question", 10, "done"),
            Chore("Zweiter Platz für die Retourenprüfung", lead, "remove_resistance", 40, "doing"),
        )),
        Act(14, lambda scene: told_how(scene, RETURN, lead, "running", "amber",
                                       "Ursache gefunden: Die Prüfung ist der Engpass, nicht das Etikett.")),
    ]  # fmt: skip


def _everyday() -> list[Act]:
    """Tasks that belong to no initiative."""
    return [
        Act(11, lambda scene: chores(
            scene, "", CX_MANAGER,
            Chore("Signale der Woche durchgehen", CX_MANAGER, "question", 12, repeat="weekly"),
            Chore("Monatsbericht mit der Geschäftsleitung besprechen", CX_MANAGER, "communicate", 20, repeat="monthly",
                  items=("Zahlen prüfen", "Rote Ampeln erklären", "Entscheidungen festhalten")),
            Chore("Neue in der Hotline zum Kunden mitnehmen", "Amara Okafor", "stand_for_customers", 9),
            Chore("Drei Begriffe der Werkstatt ins Glossar", "Miriam Vogt", "share_knowledge", 16),
        )),
        Act(7, lambda scene: did(scene, "Am Telefon zuerst in den Chat sehen")),
        Act(5, lambda scene: chores(
            scene, BILL, "Ana Markovic",
            Chore("Kunden der Probe danken", "Bettina Krause", "reinforce", 3, "done"),
        )),
    ]  # fmt: skip


def _others() -> list[Act]:
    quiet, stairs = HEARD[6].title, HEARD[4].title
    return [
        Act(140, _begin(NEWSLETTER, (), "Sandrine Lachenal", "Lukas Pichler", "Jonas Keller")),
        Act(138, lambda scene: told_how(scene, NEWSLETTER, "Lukas Pichler", "running", "green", "Erste Tipps sind "
                                                                                                "da.")),
        Act(17, lambda scene: changed(scene, "touchpoint/newsletter", {"expectation": words(
            "Tipps zur eigenen Maschine, höchstens einmal im Monat.", "Tips for one's own machine, once a month at "
                                                                      "most.",
        )}, "Seltener, passender", NEWSLETTER, ("Marke und Werbung",), "Ab jetzt nach Maschine.")),
        Act(9, lambda scene: closed(scene, NEWSLETTER, "Lukas Pichler", "2.5", None, "Versandsystem, sechs Ausgaben",
                                     "Läuft von selbst.")),
        Act(16, _begin(COURSE, (), "Franziska Hofstetter", "Elif Kaya")),
        Act(250, _begin(ROBOT, (), "Martina Oberhuber", "Bettina Krause")),
        Act(248, lambda scene: told_how(scene, ROBOT, "Bettina Krause", "running", "amber", "Ein Anbieter zur Probe.")),
        Act(216, lambda scene: told_how(scene, ROBOT, "Bettina Krause", "stopped", "",
                                        "Anrufer legten auf; die Probe hat mehr Ärger gemacht als erspart.")),
        Act(10, lambda scene: asked_why(scene, CX_MANAGER, stairs, (
            ("Die Werkstatt fragt bei jedem Betrag nach.", "Vorgänge eines Monats"),
            ("Es gibt keine Grenze, bis zu der sie einfach macht.", ""),
        ), "Niemand hat einen Betrag festgelegt, bis zu dem ohne Rückfrage repariert wird.")),
        Act(2, lambda scene: triage.answer(scene.session, scene.actor("Miriam Vogt"), signal_called(scene, quiet).id,
                                           "Das Video ist ohne Ton der Mühle gedreht; der neue Film kommt mit Ton.",
                                           signal_called(scene, quiet).edits)),
        Act(1, lambda scene: seen_again(scene, "Elif Kaya", HEARD[3].title, 4, "vor allem samstags")),
    ]  # fmt: skip
