"""What departments of the sample company say and agree where one of them hands over to the next."""

from dataclasses import dataclass
from functools import partial

from wiki.demo.year import Act, Scene
from wiki.seams.agreeing import Terms, accept, decline, propose
from wiki.seams.models import AIMS, CARRIED, LOST, MEDIA_BREAK, PARTLY, REPEATED, TO, WAITING
from wiki.seams.saying import At, Saying, existing, say


@dataclass(frozen=True)
class Meeting:
    """A seam: `where` is process:from:to; who says what goes wrong; what is proposed, and who answers it."""

    ago: int
    where: str
    who: str
    causes: tuple[str, ...]
    context: str
    notes: str
    terms: Terms | None = None
    answered_by: str = ""
    side: str = TO
    refused: str = ""


MEETINGS = (
    Meeting(230, "online-bestellen-und-bezahlen:auftrag-freigeben:versenden", "Emre Aksoy", (WAITING,), CARRIED,
            "Freigaben nach 14 Uhr blieben bis zum nächsten Mittag liegen.",
            Terms("Freigegebene Aufträge mit Lieferwunsch und Geschenktext", "Liste im Lagersystem, alle zwei Stunden",
                  "Was bis 15 Uhr freigegeben ist, geht am selben Tag hinaus", 4), "Fatma Demir"),
    Meeting(140, "rueckgabe-und-erstattung:entscheiden:auszahlen", "Fatma Demir", (MEDIA_BREAK,), PARTLY,
            "Die Entscheidung steht auf einem Zettel im Paket; im Rechnungswesen wird sie abgetippt.",
            Terms("Entscheidung, Betrag und Grund jeder Rückgabe", "Eintrag im Retourensystem, kein Papier",
                  "Am Tag der Prüfung", 24), "Birgit Lohmann"),
    Meeting(48, "rechnungsfrage:pruefung-zusagen:vorgang-pruefen", "Amara Okafor", (LOST, WAITING), REPEATED,
            "Was die Kundin erzählt hat, kommt nicht mit. Das Rechnungswesen ruft an und fragt alles noch einmal.",
            Terms("Anliegen in drei Sätzen, Rechnungsnummer, zugesagter Tag der Antwort", "Fall im Fallsystem",
                  "Vor dem Ende des Gesprächs", 1)),
    Meeting(39, "kunden-onboarding:nachfragen:erste-rechnung-stellen", "Amara Okafor", (LOST,), PARTLY,
            "Zusagen aus dem Startgespräch stehen nicht auf der ersten Rechnung.",
            Terms("Alle Zusagen mit Betrag und Ablauf", "E-Mail an das Postfach", "Fünf Tage vor der Rechnung", 120),
            "Birgit Lohmann", TO, "Nicht per E-Mail: Ins Vertragssystem, sonst suchen wir sie wieder."),
    Meeting(22, "rechnungsfrage:entscheiden:ergebnis-mitteilen", "Amara Okafor", (AIMS,), PARTLY,
            "Das Rechnungswesen will richtig antworten, die Hotline schnell. Kundinnen rufen dreimal an."),
    Meeting(17, "proaktive-information-bei-serienfehler:service-vorbereiten:kunden-informieren", "Amara Okafor",
            (WAITING, AIMS), REPEATED, "Das Mailing ging einen Tag hinaus, bevor die Hotline davon wusste."),
)  # fmt: skip


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    found = [Act(each.ago, partial(_say, each)) for each in MEETINGS]
    found += [Act(each.ago - 1, partial(_propose, each)) for each in MEETINGS if each.terms]
    return found + [Act(each.ago - 4, partial(_answer, each)) for each in MEETINGS if each.answered_by]


def _at(meeting: Meeting, scene: Scene) -> At:
    process, first, second = meeting.where.split(":")
    return At(scene.place(f"process/{process}").entry_id, first, second)


def _say(meeting: Meeting, scene: Scene) -> None:
    said = Saying(meeting.causes, meeting.context, meeting.notes)
    say(scene.session, scene.actor(meeting.who), _at(meeting, scene), said)


def _propose(meeting: Meeting, scene: Scene) -> None:
    if meeting.terms is not None:
        propose(scene.session, scene.actor(meeting.who), _at(meeting, scene), meeting.terms)


def _answer(meeting: Meeting, scene: Scene) -> None:
    actor, at = scene.actor(meeting.answered_by), _at(meeting, scene)
    number = existing(scene.session, at).agreements[-1].number
    if meeting.refused:
        decline(scene.session, actor, at, number, meeting.side, meeting.refused)
    else:
        accept(scene.session, actor, at, number, meeting.side)
