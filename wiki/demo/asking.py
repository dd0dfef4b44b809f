"""People of the sample company ask others to answer for something: accepted, declined, taken back, run out, waiting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from wiki.demo.year import Act, Scene
from wiki.ownership.desk import Wish
from wiki.ownership.models import OPEN, RequestPackage
from wiki.ownership.packages import place_of
from wiki.ownership.planning import plan_many, planned, send
from wiki.ownership.requests import ACCEPT, DECLINE, Answer, answer, withdraw
from wiki.people.models import Person


@dataclass(frozen=True)
class Ask:
    """A package: who asks whom for what (letter and place), why, and how much work it is about."""

    ago: int
    asker: str
    asked: str
    wishes: tuple[tuple[str, str], ...]
    note: str
    effort: str = ""
    days: int = 7


ACCEPTED = (
    (Ask(213, "Sandrine Lachenal", "Lukas Pichler", (("A", "touchpoint/newsletter"),),
         "Du schreibst ihn ohnehin; Hannah hat mit der Website genug zu tun.", "zwei Stunden im Monat"), 3),
    (Ask(122, "Emre Aksoy", "Priya Raman", (("A", "touchpoint/bestellbestaetigung"),),
         "Oliver geht ganz in die Auftragsbearbeitung. Magst du sie übernehmen?", "eine Stunde im Monat"), 2),
    (Ask(132, "Cornelia Weiß", "Jonas Keller", (("A", "process/befragung-nach-kontakt-mit-inner-loop"),),
         "Seit Ulrike weg ist, liegt es bei Martina. Bei dir wäre es gut aufgehoben.", "ein Tag im Monat"), 5),
    (Ask(97, "Tobias Brandstätter", "Sandrine Lachenal", (("A", "touchpoint/website"),),
         "Die Website soll bei der Leitung von Marke und Werbung liegen.", "drei Stunden im Monat"), 2),
    (Ask(88, "Cornelia Weiß", "Yusuf Haddad", (("C", "touchpoint/lieferung"), ("C", "touchpoint/reparaturannahme")),
         "Damit Serienfehler früher auffallen."), 4),
)  # fmt: skip
"""With the number of days until the answer."""
PARTLY = Ask(
    64, "Martina Oberhuber", "Bettina Krause",
    (("A", "process/kuendigung-und-rueckgewinnung#gespraech-fuehren"), ("R", "touchpoint/service-e-mail"),
     ("C", "touchpoint/reparaturannahme")),
    "Drei Dinge, die zu deiner Aufgabe passen.", "zusammen eine Stunde in der Woche",
)  # fmt: skip
DECLINED = Ask(
    31, "Tobias Brandstätter", "Svenja Thiele", (("A", "touchpoint/messestand"),),
    "Marco hat den Messestand abgegeben. Wäre das etwas für dich?", "im Frühjahr ein Tag in der Woche",
)  # fmt: skip
WITHDRAWN = Ask(
    71, "Cornelia Weiß", "Matteo Bianchi", (("A", "process/proaktive-information-bei-serienfehler"),),
    "Ihr wisst am schnellsten, welche Geräte betroffen sind.", "nur im Fall des Falles",
)  # fmt: skip
ESCALATED = Ask(
    12, "Cornelia Weiß", "Horst Lindner", (("A", "process/rueckgabe-und-erstattung"),),
    "Seit du im Lager bist, prüft niemand mehr fest die Retouren. Übernimmst du den Prozess?", "zwei Stunden im Monat",
)  # fmt: skip
WAITING = (
    Ask(6, "Cornelia Weiß", "Yusuf Haddad",
        (("R", "touchpoint/produkt-in-nutzung"), ("R", "process/proaktive-information-bei-serienfehler")),
        "Es steht nirgends, wer es tut – tatsächlich bist du es.", "wie bisher"),
    Ask(4, "Tobias Brandstätter", "Dragan Petrovic",
        (("A", "touchpoint/beratungsgespraech"), ("C", "touchpoint/bewertungsportal")),
        "Elif möchte das Beratungsgespräch abgeben. Du kennst es am besten.", "etwa eine Stunde in der Woche", 9),
    Ask(2, "Sandrine Lachenal", "Giulia Rossi", (("A", "touchpoint/suchergebnis"),),
        "Search and paid ads belong together. Would you take it on?", "two hours a month", 10),
)  # fmt: skip
REASON = "Ich betreue schon drei Großkunden. Ab dem Herbst gern, wenn mich jemand beim Innendienst entlastet."
NOT_THIS = "In der Annahme bin ich zu selten, da hilft euch Stefanie mehr."


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    found = [Act(ask.ago, partial(_ask, ask)) for ask in (PARTLY, DECLINED, WITHDRAWN, ESCALATED, *WAITING)]
    for ask, days in ACCEPTED:
        found += [Act(ask.ago, partial(_ask, ask)), Act(ask.ago - days, partial(_answer, ask, {}))]
    return [
        *found,
        Act(WITHDRAWN.ago - 4, _withdraw),
        Act(PARTLY.ago - 3, partial(_answer, PARTLY, {"touchpoint/reparaturannahme": NOT_THIS})),
        Act(DECLINED.ago - 4, partial(_answer, DECLINED, {"touchpoint/messestand": REASON})),
    ]


def _ask(ask: Ask, scene: Scene) -> None:
    actor, holder = scene.actor(ask.asker), scene.holder(ask.asked)
    plan_many(scene.session, actor, [Wish(scene.place(where), letter, holder) for letter, where in ask.wishes])
    due = scene.today + timedelta(days=ask.days)
    for package in planned(scene.session, actor):
        send(scene.session, actor, package.id, ask.note, ask.effort, due)


def _open(ask: Ask, scene: Scene) -> RequestPackage:
    asked = select(Person.id).where(Person.name == ask.asked).scalar_subquery()
    query = select(RequestPackage).where(RequestPackage.asked_id == asked, RequestPackage.state == OPEN)
    return scene.session.scalars(query.order_by(RequestPackage.id.desc()).limit(1)).one()


def _answer(ask: Ask, declined: Mapping[str, str], scene: Scene) -> None:
    """Accept everything but what is `declined`, which is place → reason."""
    package = _open(ask, scene)
    reasons = {scene.place(where): reason for where, reason in declined.items()}
    given = {
        each.id: Answer(DECLINE, reasons[place_of(each)]) if place_of(each) in reasons else Answer(ACCEPT)
        for each in package.requests
    }
    answer(scene.session, scene.actor(ask.asked), package.id, given)


def _withdraw(scene: Scene) -> None:
    withdraw(scene.session, scene.actor(WITHDRAWN.asker), _open(WITHDRAWN, scene).id)
