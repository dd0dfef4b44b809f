"""What the sample company's other initiatives want, which signals are heard there, and what its steps rest on."""

from dataclasses import dataclass
from typing import Any

BILL, CHAT = "rechnung-auf-einen-blick-verstehen", "chat-und-telefon-teilen-eine-geschichte"
RETURN = "retoure-ohne-drucker"
NEWSLETTER, COURSE, ROBOT = "weniger-newsletter-bessere-tipps", "barista-kurse-auf-reisen", "sprachroboter-am-telefon"


def words(german: str, english: str) -> dict[str, str]:
    """A text in both languages."""
    return {"de": german, "en": english}


CONTENTS: dict[str, dict[str, Any]] = {
    BILL: {
        "title": words("Rechnung auf einen Blick verstehen", "An invoice understood at a glance"),
        "summary": words("Niemand muss wegen des Abschlags anrufen.", "Nobody has to call about the deduction."),
        "problem": words("Der Abschlag steht unter einem Namen, den nur wir kennen.",
                          "The deduction goes by a name that only we know."),
        "field_of_action": "design", "aspects": ["culture", "long_term"], "touchpoints": ["rechnung"],
        "processes": ["rechnungsfrage"], "department": "rechnungswesen",
        "figure": words("Anrufe auf 1.000 Rechnungen", "Calls for every 1,000 invoices"), "unit": "count",
        "better": "lower", "baseline": "48", "baseline_source": "Anrufgründe der Hotline", "target": "20",
    },
    CHAT: {
        "title": words("Chat und Telefon teilen eine Geschichte", "Chat and telephone share one history"),
        "summary": words("Wer gestern im Chat war, muss am Telefon nichts wiederholen.",
                          "Whoever was in chat yesterday repeats nothing on the telephone."),
        "problem": words("Chatverläufe erscheinen erst am Folgetag.", "Transcripts arrive on the next day only."),
        "field_of_action": "orchestrate", "aspects": ["integration", "data"], "touchpoints": ["chat", "hotline"],
        "processes": ["telefonische-beschwerde-mit-ursachenklaerung-beim-partner"], "department": "it-betrieb",
        "figure": words("Anrufe, in denen Kunden alles wiederholen", "Calls in which customers repeat everything"),
        "unit": "share", "better": "lower", "baseline": "44", "baseline_cases": 150, "target": "15",
        "baseline_source": "150 mitgehörte Gespräche, mit Zustimmung",
    },
    RETURN: {
        "title": words("Retoure ohne Drucker", "Returns without a printer"),
        "summary": words("Eine Rückgabe gelingt mit dem Telefon in der Hand.", "A return works with the phone in "
                                                                                "hand."),
        "field_of_action": "steer", "aspects": ["advantage"], "processes": ["rueckgabe-und-erstattung"],
        "department": "lager-und-versand",
        "figure": words("Tage von der Anmeldung bis zum Geld", "Days from registration to refund"), "unit": "days",
        "better": "lower", "baseline": "9", "baseline_source": "Alle Retouren eines Quartals", "target": "5",
    },
    NEWSLETTER: {
        "title": words("Weniger Newsletter, bessere Tipps", "Fewer newsletters, better tips"),
        "summary": words("Wer die Maschine kennt, bekommt Tipps, die zu ihr passen.",
                          "Whoever owns the machine gets tips that fit it."),
        "field_of_action": "capture", "aspects": ["financial", "data"], "touchpoints": ["newsletter"],
        "department": "marke-und-werbung",
        "figure": words("Abmeldungen auf 1.000 Empfänger", "Unsubscribed of 1,000 readers"), "unit": "count",
        "better": "lower", "baseline": "7.5", "baseline_source": "Versandsystem, sechs Ausgaben", "target": "3",
    },
    COURSE: {
        "title": words("Barista-Kurse auf Reisen", "Barista courses on tour"),
        "summary": words("Kurse auch dort, wo wir keinen Laden haben.", "Courses where we have no store, too."),
        "field_of_action": "design", "aspects": ["advantage", "goals"], "touchpoints": ["barista-kurs"],
    },
    ROBOT: {
        "title": words("Sprachroboter am Telefon", "A voice bot on the telephone"),
        "summary": words("Einfache Fragen werden sofort beantwortet.", "Simple questions are answered at once."),
        "field_of_action": "steer", "aspects": ["financial"], "touchpoints": ["hotline"],
    },
}  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """A signal that somebody reports."""

    ago: int
    who: str
    where: str
    sort: str
    title: str
    times: int | None = None
    text: str = ""
    source: str = "employees"


HEARD = (
    Heard(88, "Ana Markovic", "touchpoint/rechnung", "question", "„Was ist der Abschlag auf der Rechnung?“", 31,
          "Fast jeder zweite Anruf nach dem Versand der Rechnungen.", "customers"),
    Heard(64, "Zeynep Arslan", "process/telefonische-beschwerde-mit-ursachenklaerung-beim-partner#anliegen-aufnehmen",
          "complaints", "Kunden erzählen am Telefon noch einmal, was im Chat steht", 42, "", "complaints"),
    Heard(190, "Horst Lindner", "process/rueckgabe-und-erstattung#etikett-bereitstellen", "break_point",
          "Ohne Drucker keine Rückgabe", 17, "Kunden lassen das Etikett in der Bücherei drucken.", "customers"),
    Heard(20, "Dragan Petrovic", "touchpoint/geschaeft", "missing",
          "Es gibt keinen Ort für Fragen nach dem Kauf im Laden", 6, "Viele kommen mit der Maschine unter dem Arm."),
    Heard(15, "Stefanie Gruber", "process/reparatur#kosten-abstimmen", "complaints",
          "Kunden warten länger auf den Kostenvoranschlag als auf die Reparatur", 12, "", "complaints"),
    Heard(6, "Priya Raman", "touchpoint/warenkorb-und-bezahlung", "question",
          "“Do you deliver to Switzerland, and what does it cost?”", 19, "", "customers"),
    Heard(4, "Leon Fischer", "touchpoint/produkt-in-nutzung", "complaints",
          "Die Maschine ist lauter als im Video", 3, "", "customers"),
)  # fmt: skip
PAPER = "Druckerei und Portal sind zwei Projekte; das Etikett ohne Papier hat keines der beiden im Auftrag."


@dataclass(frozen=True)
class Rests:
    """A piece of evidence: on what, seen how, from where, how strong."""

    where: str
    sort: str
    source: str
    strength: str
    ago: int = 90
    note: str = ""


RESTS = (
    Rests("touchpoint/hotline", "employees", "Workshop mit sechs Kolleginnen der Hotline", "fair", 170),
    Rests("touchpoint/hotline", "data", "Telefonanlage: Wartezeiten und Abbrüche eines Quartals", "strong", 60),
    Rests("touchpoint/hotline", "customers", "14 Gespräche mit Kunden nach einem Anruf", "fair", 48),
    Rests("touchpoint/rechnung", "data", "Anrufgründe der Hotline", "strong", 86),
    Rests("touchpoint/chat", "employees", "Gespräch mit der Chat-Betreuung", "weak", 120),
    Rests("touchpoint/geschaeft", "employees", "Eindruck aus dem Verkauf", "weak", 30),
    Rests("process/telefonische-beschwerde-mit-ursachenklaerung-beim-partner#zusage-geben", "data",
          "180 Vorgänge, einzeln nachgelesen", "strong", 198),
    Rests("process/telefonische-beschwerde-mit-ursachenklaerung-beim-partner#zusage-geben", "customers",
          "Nachfrage bei 22 Anrufern", "fair", 140),
    Rests("process/telefonische-beschwerde-mit-ursachenklaerung-beim-partner#anliegen-aufnehmen", "employees",
          "Schichtbesprechung der Hotline", "fair", 64),
    Rests("process/rueckgabe-und-erstattung#etikett-bereitstellen", "employees", "Beobachtung im Lager", "weak", 190),
    Rests("process/reparatur#kosten-abstimmen", "employees", "Bericht der Annahme", "weak", 15),
)  # fmt: skip
