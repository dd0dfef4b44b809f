"""What steps and touchpoints of the sample company rest on: mostly what employees see, some of it counted, and here and
there customers were asked."""

from dataclasses import dataclass
from functools import partial

from wiki.demo.year import Act, Scene
from wiki.evidence.models import CUSTOMERS, DATA, EMPLOYEES, FAIR, STRONG, WEAK
from wiki.evidence.service import EvidenceData, add

CASE = "process/telefonische-beschwerde-mit-ursachenklaerung-beim-partner"
ORDER, RETURN, BILL = (
    f"process/{each}" for each in ("online-bestellen-und-bezahlen", "rueckgabe-und-erstattung", "rechnungsfrage")
)
CX_MANAGER = "Cornelia Weiß"


@dataclass(frozen=True)
class Proof:
    """A piece of evidence: about which place (`process/slug#step` or `touchpoint/slug`), how old it is (in days; it was
    written down a week later), of how many cases."""

    about: str
    sort: str
    ago: int
    source: str
    strength: str
    cases: int | None = None
    note: str = ""


PROOFS = (
    Proof(f"{CASE}#anrufen", EMPLOYEES, 221, "Workshop mit der Hotline", FAIR, 9,
          "Wer ein zweites Mal anruft, beginnt von vorn und ist schon verärgert."),
    Proof(f"{CASE}#anrufen", DATA, 40, "Telefonanlage, acht Wochen", STRONG, 4120,
          "Wartezeit im Median 3 Minuten, montags 9 Minuten; 12 % legen vorher auf."),
    Proof(f"{CASE}#anrufen", CUSTOMERS, 33, "Befragung nach dem Anruf", STRONG, 612,
          "27 % mussten ihr Anliegen mehr als einmal schildern."),
    Proof(f"{CASE}#anliegen-aufnehmen", EMPLOYEES, 221, "Workshop mit der Hotline", FAIR, 9,
          "Die Gerätenummer fehlt meist; sie zu finden kostet die halbe Gesprächszeit."),
    Proof(f"{CASE}#anliegen-aufnehmen", DATA, 212, "Beschwerderegister, zweites Halbjahr", STRONG, 37,
          "Dieselbe Störung in 37 Beschwerden, verschieden erfasst."),
    Proof(f"{CASE}#zusage-geben", EMPLOYEES, 221, "Workshop mit der Hotline", WEAK, 9,
          "Zugesagt wird nach Gefühl: niemand weiß, wann der Hersteller antwortet."),
    Proof(f"{CASE}#zusage-geben", CUSTOMERS, 150, "Gespräche mit Kundinnen und Kunden", FAIR, 12,
          "Ein späterer Anruf stört wenig, gar keiner sehr."),
    Proof(f"{CASE}#fall-uebergeben", EMPLOYEES, 221, "Workshop mit der Hotline", FAIR, 9),
    Proof(f"{CASE}#hersteller-prueft", EMPLOYEES, 221, "Gespräch mit der zweiten Linie", WEAK, 2,
          "Antworten landen im Sammelpostfach."),
    Proof(f"{CASE}#zurueckrufen", EMPLOYEES, 221, "Workshop mit der Hotline", FAIR, 9),
    Proof(f"{CASE}#zurueckrufen", DATA, 31, "Vorgänge aus acht Wochen", STRONG, 197, "94 % kamen wie zugesagt."),
    Proof(f"{CASE}#wiedergutmachen", EMPLOYEES, 221, "Workshop mit der Hotline", WEAK, 9,
          "Jede und jeder gibt etwas anderes; Regeln kennt niemand."),
    Proof(f"{CASE}#andere-informieren", CUSTOMERS, 140, "Antworten auf das Anschreiben", FAIR, 46,
          "Wer vorher Bescheid wusste, rief nicht an."),
    Proof(f"{ORDER}#auftrag-freigeben", EMPLOYEES, 260, "Mitgehen im Lager, zwei Tage", FAIR, 2),
    Proof(f"{ORDER}#auftrag-freigeben", DATA, 244, "Zeitstempel aus dem Bestellsystem", STRONG, 2310,
          "18 % der Aufträge warten länger als einen Tag auf die Freigabe."),
    Proof(f"{ORDER}#versenden", EMPLOYEES, 260, "Mitgehen im Lager, zwei Tage", FAIR, 2),
    Proof(f"{RETURN}#entscheiden", EMPLOYEES, 148, "Gespräch mit Lager und Rechnungswesen", FAIR, 5),
    Proof(f"{RETURN}#auszahlen", DATA, 120, "Auszahlungen eines Quartals", STRONG, 880,
          "Im Mittel 9 Tage von der Ankunft bis zum Geld."),
    Proof(f"{RETURN}#auszahlen", CUSTOMERS, 95, "Bewertungen im Shop, ausgewertet", FAIR, 140,
          "Das Warten auf das Geld ist der häufigste Grund für einen Stern."),
    Proof(f"{BILL}#pruefung-zusagen", EMPLOYEES, 60, "Gespräch mit der Hotline", WEAK, 3),
    Proof(f"{BILL}#entscheiden", EMPLOYEES, 60, "Gespräch mit dem Rechnungswesen", WEAK, 2),
    Proof("touchpoint/hotline", EMPLOYEES, 221, "Workshop mit der Hotline", FAIR, 9),
    Proof("touchpoint/hotline", DATA, 40, "Telefonanlage, acht Wochen", STRONG, 4120),
    Proof("touchpoint/hotline", CUSTOMERS, 33, "Befragung nach dem Anruf", STRONG, 612,
          "Freundlich ja, gelöst nur zu 71 %."),
    Proof("touchpoint/chat", EMPLOYEES, 180, "Gespräch mit dem Chat-Team", WEAK, 3),
    Proof("touchpoint/warenkorb-und-bezahlung", DATA, 75, "Webanalyse, ein Quartal", STRONG, 18400,
          "34 % brechen bei den Versandkosten ab."),
    Proof("touchpoint/warenkorb-und-bezahlung", CUSTOMERS, 70, "Beobachtete Bestellungen", FAIR, 8),
    Proof("touchpoint/lieferung", EMPLOYEES, 260, "Mitgehen im Lager, zwei Tage", FAIR, 2),
    Proof("touchpoint/bewertungsportal", CUSTOMERS, 95, "Bewertungen, ausgewertet", FAIR, 140),
)  # fmt: skip


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    return [Act(each.ago - 7, partial(_write, each)) for each in PROOFS]


def _write(proof: Proof, scene: Scene) -> None:
    place = scene.place(proof.about)
    data = EvidenceData(
        proof.sort, proof.source, scene.day(7), proof.strength, place.step_key, cases=proof.cases, note=proof.note
    )  # fmt: skip
    add(scene.session, scene.actor(CX_MANAGER), place.entry_id, data)
