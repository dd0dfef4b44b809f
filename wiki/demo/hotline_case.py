"""The case of the hotline, complete: complaints, their root cause, an initiative, a changed process, who was told, an
effect that held. Told after the pattern of outer loops; machines, people and numbers are invented."""

from functools import partial

from sqlalchemy import select

from wiki.change import groups, messages, resistance, rounds, trainings
from wiki.change.messages import Audience, MessageData, Sender
from wiki.change.models import ChangeGroup, ChangeMessage, ChangeResistance, ChangeTraining
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
    initiative_at,
    measured,
    milestones,
    over,
    reached,
    seen_again,
    signal,
    told_how,
)
from wiki.demo.year import Act, Scene
from wiki.initiatives import planning

SLUG = "zugesagt-ist-zugesagt-rueckruf-binnen-24-stunden"
LEAD = "Tomasz Nowak"
PROCESS = "process/telefonische-beschwerde-mit-ursachenklaerung-beim-partner"
LOST = "Die App verliert die Verbindung zur Maschine"
BROKEN_PROMISE = "Zugesagte Rückrufe bleiben aus"
CONTENT = {
    "title": {
        "de": "Zugesagt ist zugesagt: Rückruf binnen 24 Stunden",
        "en": "A promise is a promise: call back within 24 hours",
    },
    "summary": {
        "de": "Wer sich wegen einer Störung beschwert, wird am nächsten Tag zurückgerufen – auch wenn der "
              "Hersteller des "
              "Funkmoduls noch prüft.",
        "en": "Whoever complains about a fault is called back the next day – even while the maker of the radio "
              "module is "
              "still looking into it.",
    },
    "problem": {
        "de": "Vier von zehn zugesagten Rückrufen fallen aus, weil die Antwort des Herstellers nicht zum Vorgang "
              "findet.",
        "en": "Four out of ten promised call-backs do not happen, because the maker's answer does not find its case.",
    },
    "field_of_action": "steer",
    "aspects": ["culture", "integration"],
    "touchpoints": ["hotline"],
    "processes": ["telefonische-beschwerde-mit-ursachenklaerung-beim-partner"],
    "figure": {"de": "Rückrufe, die wie zugesagt kommen", "en": "Call-backs that come as promised"},
    "unit": "share", "better": "higher", "baseline": "61", "baseline_cases": 180, "target": "90",
    "baseline_source": "Vorgänge der Hotline aus acht Wochen, einzeln nachgelesen",
}  # fmt: skip
WHYS = (
    ("Niemand sieht, dass die Antwort des Herstellers da ist.", "35 Vorgänge ohne Rückruf, einzeln nachgelesen"),
    ("Sie trägt keine Vorgangsnummer und bleibt im Sammelpostfach.", "61 Nachrichten im Postfach der zweiten Linie"),
    ("Ist das Portal gestört, geht der Prüfauftrag als freie E-Mail hinaus.", "Störungen an 11 Tagen in acht Wochen"),
    ("Für diesen Fall gibt es keine Vorlage, in der die Nummer steht.", "Alle Vorlagen der Hotline durchgesehen"),
    ("Der Prozess rechnet nicht damit, dass das Portal ausfällt.", ""),
)
CAUSE = (
    "Fällt das Portal des Herstellers aus, regelt niemand, wie der Prüfauftrag mit Vorgangsnummer hinausgeht. Die "
    "Antwort "
    "findet nicht zurück, und der Rückruf unterbleibt."
)
MODULE = "Nach einer Aktualisierung meldet sich das Funkmodul eines Zulieferers nicht mehr von selbst im Netz an."


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    told = {"sort": "complaints", "source": "complaints", "severity": "major"}
    lost = {**told, "title": LOST, "text": "Die Maschine heizt morgens nicht vor, weil die App sie nicht findet."}
    broken = {**told, "title": BROKEN_PROMISE, "text": "Kunden rufen ein zweites Mal an, weil sich niemand meldet."}
    return [
        Act(214, lambda scene: signal(scene, "Leon Fischer", f"{PROCESS}#anliegen-aufnehmen", lost, 14)),
        Act(209, lambda scene: seen_again(scene, "Zeynep Arslan", LOST, 9, "auch im Chat")),
        Act(206, lambda scene: signal(scene, "Bettina Krause", f"{PROCESS}#zusage-geben", broken, 23, 28)),
        Act(200, lambda scene: asked_why(scene, CX_MANAGER, BROKEN_PROMISE, WHYS, CAUSE)),
        Act(199, lambda scene: asked_why(scene, "Jonas Keller", LOST, (
            ("Nach der Aktualisierung bucht sich die Maschine nicht mehr ein.", "Protokolle von 6 Maschinen"),
            ("Das Funkmodul wartet auf ein Signal, das neue Router nicht senden.", "Prüfbericht des Herstellers"),
        ), MODULE)),
        Act(195, _found),
        Act(190, lambda scene: told_how(scene, SLUG, LEAD, "running", "green", "Das Team steht, die Fälle sind "
                                                                               "gelesen.")),
        Act(188, _planned),
        Act(176, partial(_readiness, "5 4 3 2 3\n4 4 2 2 3\n5 5 3 3 2\n4 2 3 2 2\n5 4 4 3 3\n4 4 2 3 2")),
        Act(172, lambda scene: did(scene, "35 Vorgänge ohne Rückruf nachlesen")),
        Act(165, _decided),
        Act(184, lambda scene: over(scene, SLUG, LEAD, ChangeMessage)),
        Act(160, lambda scene: did(scene, "Formular mit Vorgangsnummer bauen")),
        Act(157, _released),
        Act(156, lambda scene: reached(scene, SLUG, LEAD, "Ersatzweg steht")),
        Act(154, lambda scene: did(scene, "Hotline am neuen Formular üben lassen")),
        Act(153, lambda scene: over(scene, SLUG, LEAD, ChangeTraining)),
        Act(150, lambda scene: over(scene, SLUG, LEAD, ChangeResistance)),
        Act(149, _customers),
        Act(148, lambda scene: reached(scene, SLUG, LEAD, "Alle Besitzer wissen Bescheid")),
        Act(147, lambda scene: did(scene, "Besitzer baugleicher Maschinen anschreiben")),
        Act(140, lambda scene: told_how(scene, SLUG, LEAD, "running", "amber",
                                        "Der Hersteller antwortet langsamer als vereinbart; wir rufen trotzdem an.")),
        Act(134, lambda scene: measured(scene, SLUG, LEAD, "84", 95, "Vorgänge aus vier Wochen")),
        Act(128, partial(_readiness, "5 5 4 4 4\n4 4 4 3 4\n5 5 4 4 4\n4 4 4 4 3\n5 5 5 4 4\n5 4 4 4 4")),
        Act(122, lambda scene: closed(scene, SLUG, LEAD, "93", 205, "Vorgänge aus acht Wochen, einzeln nachgelesen",
                                      "Alles eingeführt; das Formular trägt auch ohne Portal.")),
        Act(92, lambda scene: checked(scene, SLUG, LEAD, 30, "92", 188, "Vorgänge aus acht Wochen")),
        Act(31, lambda scene: checked(scene, SLUG, LEAD, 90, "94", 197, "Vorgänge aus acht Wochen")),
    ]  # fmt: skip


def _found(scene: Scene) -> None:
    days = {"baseline_on": scene.day(5).isoformat(), "target_on": scene.day(-75).isoformat()}
    content = {**CONTENT, **days, "department": scene.department("Hotline und Chat").slug}
    made = initiative(scene, content, (BROKEN_PROMISE, LOST))
    if made.slug != SLUG:
        raise RuntimeError(f"the initiative stands at {made.slug}")
    crew(scene, SLUG, "Martina Oberhuber", LEAD, "Leon Fischer", "Jonas Keller", "Yusuf Haddad")


def _planned(scene: Scene) -> None:
    milestones(scene, SLUG, LEAD, ("Ersatzweg steht", 28, False), ("Alle Besitzer wissen Bescheid", 42, False))
    chores(
        scene, SLUG, LEAD,
        Chore("35 Vorgänge ohne Rückruf nachlesen", "Jonas Keller", "question", 14),
        Chore("Formular mit Vorgangsnummer bauen", "Leon Fischer", "new_methods", 28,
              after="35 Vorgänge ohne Rückruf nachlesen", items=("Felder abstimmen", "Portal aus: Probe", "Freigabe")),
        Chore("Hotline am neuen Formular üben lassen", LEAD, "train", 34, after="Formular mit Vorgangsnummer bauen"),
        Chore("Besitzer baugleicher Maschinen anschreiben", "Yusuf Haddad", "stand_for_customers", 42),
    )  # fmt: skip
    number, actor = initiative_at(scene, SLUG).id, scene.actor(LEAD)
    risk = planning.RiskData("Das Formular wird neben dem Portal vergessen", 3, 4, "Es öffnet sich von selbst")
    planning.set_risk(scene.session, actor, number, risk)
    agents = groups.GroupData("Wer am Telefon Zusagen gibt", scene.department("Hotline und Chat").id, None, 7, 4, 5,
                              "Geben jede Zusage mit Vorgangsnummer weiter, auch ohne Portal")  # fmt: skip
    group = groups.save(scene.session, actor, number, agents)
    makers = groups.GroupData("Werkstatt und Qualität", scene.department("Produkt und IT").id, None, 6, 3, 2,
                              "Beantworten Prüfaufträge mit Vorgangsnummer")  # fmt: skip
    groups.save(scene.session, actor, number, makers)
    words = "Warum Rückrufe ausfallen, mit drei wahren Fällen"
    messages.save(scene.session, actor, number, MessageData(
        words, Audience("group", group), "Schichtbesprechung", scene.day(-4), Sender(scene.person(LEAD).id),
    ))  # fmt: skip
    training = trainings.TrainingData("Prüfauftrag ohne Portal", group, "exercise", scene.day(-33))
    trainings.save(scene.session, actor, number, training)
    worry = resistance.ResistanceData("Noch ein Formular? Am Telefon ist dafür keine Zeit.", group, "desire",
                                      "Es füllt sich aus dem Vorgang, ein Klick genügt.")  # fmt: skip
    resistance.save(scene.session, actor, number, worry)


def _group(scene: Scene) -> int:
    query = select(ChangeGroup.id).where(ChangeGroup.initiative_id == initiative_at(scene, SLUG).id)
    return scene.session.scalars(query.order_by(ChangeGroup.id).limit(1)).one()


def _readiness(answers: str, scene: Scene) -> None:
    data = rounds.RoundData("asked", scene.today, "Zettel nach der Schichtbesprechung", answers)
    rounds.add(scene.session, scene.actor(LEAD), initiative_at(scene, SLUG).id, _group(scene), data)


def _decided(scene: Scene) -> None:
    data = planning.DecisionData(
        "Der Ersatzweg ist ein Formular, keine freie E-Mail", scene.today, "Nur so trägt jeder Auftrag seine Nummer"
    )
    planning.decide(scene.session, scene.actor(LEAD), initiative_at(scene, SLUG).id, data)


def _released(scene: Scene) -> None:
    texts = {
        "happens": {
            "de": "Die Zweite Linie ergänzt Gerätetyp, Softwarestand und Fehlerbild und gibt den Prüfauftrag ins "
                  "Portal des "
                  "Herstellers. Ist das Portal gestört, öffnet sich das Formular: Es schickt denselben Auftrag mit der "
                  "Vorgangsnummer im Betreff und legt die Antwort beim Vorgang ab.",
            "en": "Second line adds device type, software version and failure pattern and enters the request in the "
                  "maker's "
                  "portal. When the portal is down a form opens: it sends the same request with the case number in its "
                  "subject and files the answer with the case.",
        },
        "break_point": None, "break_severity": None,
    }  # fmt: skip
    changed(
        scene, f"{PROCESS}#fall-uebergeben", texts, "Ersatzweg mit Vorgangsnummer", SLUG,
        ("Hotline und Chat", "Reparaturwerkstatt"), "Ist das Portal gestört, gilt ab heute das Formular.",
    )  # fmt: skip


def _customers(scene: Scene) -> None:
    number, actor, sender = initiative_at(scene, SLUG).id, scene.actor(LEAD), Sender(scene.person(LEAD).id)
    for words, audience, channel in (
        ("Warum Ihre App die Maschine verliert, was Sie sofort tun können und was wir ändern – an alle Besitzer "
         "baugleicher Maschinen", Audience("customers"), "Brief und E-Mail"),
        ("So läuft der Prüfauftrag jetzt, auch wenn das Portal gestört ist",
         Audience("group", _group(scene)), "Schichtbesprechung"),
    ):  # fmt: skip
        data = MessageData(words, audience, channel, scene.today, sender, scene.today)
        messages.save(scene.session, actor, number, data)
