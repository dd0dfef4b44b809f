"""Who answers for what at the sample company when the wiki begins: rows of place, A, R, C and I, by name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Holding:
    """Who answers for one entry or step. Names of people, functions or departments; A only of people and functions."""

    where: str
    accountable: str = ""
    responsible: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()


def _of(where: str, accountable: str = "", does: str = "", consulted: str = "", informed: str = "") -> Holding:
    split = (tuple(each.strip() for each in words.split(",") if each.strip()) for words in (does, consulted, informed))
    return Holding(where, accountable, *split)


AT_TOUCHPOINTS = (
    _of("touchpoint/online-anzeige", "Anzeigenplanung", "Anzeigenplanung", "Datenanalyse", "Onlineshop"),
    _of("touchpoint/printanzeige", "Giulia Rossi", "Anzeigenplanung", "", "Ladengeschäfte"),
    _of("touchpoint/mailing", "Lukas Pichler", "Newsletter-Redaktion", "Rechnungsprüfung", "Hotline und Chat"),
    _of("touchpoint/newsletter", "Hannah Schreiber", "Newsletter-Redaktion", "Shop-Management", "Hotline und Chat"),
    _of("touchpoint/social-media-profil", "Hannah Schreiber", "Web-Redaktion", "Chat-Betreuung", "Kundenservice"),
    _of("touchpoint/suchergebnis", "Hannah Schreiber", "Web-Redaktion, Anzeigenplanung", "Shop-Management"),
    _of("touchpoint/empfehlung", "", "", "Datenanalyse"),
    _of("touchpoint/website", "Hannah Schreiber", "Web-Redaktion", "Zweite Linie, Shop-Management", "Kundenservice"),
    _of("touchpoint/produktsuche", "Shop-Management", "Shop-Management", "Produktmanagement"),
    _of("touchpoint/produktseite", "Katharina Wolff", "Shop-Management", "Produktmanagement", "Ladengeschäfte"),
    _of("touchpoint/warenkorb-und-bezahlung", "Katharina Wolff", "Shop-Management", "Rechnungsprüfung", "IT-Betrieb"),
    _of("touchpoint/bestellbestaetigung", "Oliver Stein", "Auftragsbearbeitung", "", "Lager und Versand"),
    _of("touchpoint/bewertungsportal", "Katharina Wolff", "Web-Redaktion", "Qualitätssicherung", "Produktentwicklung"),
    _of("touchpoint/geschaeft", "Franziska Hofstetter", "Beratung im Geschäft", "", "Marke und Werbung"),
    _of("touchpoint/beratungsgespraech", "Elif Kaya", "Beratung im Geschäft", "Produktmanagement"),
    _of("touchpoint/haendler", "Klaus-Dieter Römer", "Außendienst", "Qualitätssicherung", "Kundenservice"),
    _of("touchpoint/angebot", "Klaus-Dieter Römer", "Vertriebsinnendienst", "Produktmanagement", "Rechnungswesen"),
    _of("touchpoint/aussendienstbesuch", "Klaus-Dieter Römer", "Außendienst", "", "Vertriebsinnendienst"),
    _of("touchpoint/messestand", "Marco Gerber", "Außendienst", "Produktmanagement", "Marke und Werbung"),
    _of("touchpoint/hotline", "Ulrike Bauer", "Kundenbetreuung am Telefon", "Zweite Linie", "Vertrieb und Marketing"),
    _of("touchpoint/chat", "Ulrike Bauer", "Chat-Betreuung", "Web-Redaktion"),
    _of("touchpoint/service-e-mail", "Leon Fischer", "Kundenbetreuung am Telefon, Zweite Linie", "Qualitätssicherung"),
    _of("touchpoint/kundenportal-oder-app", "Emre Aksoy", "IT-Betrieb", "Kundenbindung", "Rechnungswesen"),
    _of("touchpoint/reparaturannahme", "Stefanie Gruber", "Reparaturannahme", "", "Hotline und Chat"),
    _of("touchpoint/lieferung", "Fatma Demir", "Lager", "Auftragsbearbeitung", "Kundenservice"),
    _of("touchpoint/verpackung-und-anleitung", "Horst Lindner", "Lager", "Produktmanagement, Zweite Linie"),
    _of("touchpoint/rechnung", "Birgit Lohmann", "", "Kundenbetreuung am Telefon", "Vertrieb und Marketing"),
    _of("touchpoint/produkt-in-nutzung", "Produktmanagement", "", "Qualitätssicherung", "Kundenservice"),
)
AT_NEW_TOUCHPOINTS = (
    _of("touchpoint/barista-kurs", "", "Beratung im Geschäft", "Produktmanagement"),
    _of("touchpoint/bohnen-abo", "Katharina Wolff", "Auftragsbearbeitung", "Lager", "Kundenservice"),
    _of("touchpoint/probegeraet-im-buero", "Marco Gerber", "Außendienst", "", "Lager und Versand"),
)
NEW_TOUCHPOINTS = frozenset(each.where.removeprefix("touchpoint/") for each in AT_NEW_TOUCHPOINTS)
"""Slugs of what `novelties.py` adds."""
IN_PROCESSES = (
    _of("process/online-bestellen-und-bezahlen", "Emre Aksoy", "Shop-Management", "Rechnungsprüfung", "Kundenservice"),
    _of("process/online-bestellen-und-bezahlen#auftrag-freigeben", "Priya Raman", "Auftragsbearbeitung"),
    _of("process/online-bestellen-und-bezahlen#bestaetigen", "Oliver Stein", "Auftragsbearbeitung"),
    _of("process/beratung-im-geschaeft", "Dragan Petrovic", "Beratung im Geschäft", "Shop-Management"),
    _of("process/angebotsanfrage-b2b", "Svenja Thiele", "Vertriebsinnendienst", "Produktmanagement", "Rechnungswesen"),
    _of("process/messekontakt-nachfassen", "Marco Gerber", "Außendienst", "", "Marke und Werbung"),
    _of("process/kunden-onboarding", "Marco Gerber", "Vertriebsinnendienst, Außendienst", "Zweite Linie"),
    _of("process/kuendigung-und-rueckgewinnung", "Kundenbindung", "Kundenbindung", "Rechnungsprüfung", "Onlineshop"),
    _of("process/proaktive-information-bei-serienfehler", "Martina Oberhuber", "", "Qualitätssicherung", "Qualität"),
    _of("process/serviceanfrage", "Tomasz Nowak", "Kundenbetreuung am Telefon, Zweite Linie", "Web-Redaktion"),
    _of("process/telefonische-beschwerde-mit-ursachenklaerung-beim-partner", "Hotline-Leitung",
        "Kundenbetreuung am Telefon", "Qualitätssicherung", "Produktentwicklung"),
    _of("process/telefonische-beschwerde-mit-ursachenklaerung-beim-partner#fall-uebergeben", "Tomasz Nowak",
        "Zweite Linie"),
    _of("process/reparatur", "Stefanie Gruber", "Reparaturannahme", "Lager", "Hotline und Chat"),
    _of("process/reparatur#kosten-abstimmen", "Jakub Kowalczyk", "Reparaturannahme", "Kundenbetreuung am Telefon"),
    _of("process/rueckgabe-und-erstattung", "Retourenprüfung", "Retourenprüfung", "Kundenbetreuung am Telefon"),
    _of("process/rechnungsfrage", "Ana Markovic", "Rechnungsprüfung, Kundenbetreuung am Telefon", "", "Onlineshop"),
    _of("process/befragung-nach-kontakt-mit-inner-loop", "Ulrike Bauer", "Kundenbindung", "Datenanalyse"),
    _of("process/outer-loop-verbesserung", "Cornelia Weiß", "Datenanalyse", "Qualitätssicherung", "Geschäftsleitung"),
)  # fmt: skip
IN_GUIDELINES = (
    _of("guideline/befragungen-und-kennzahlen", "Jonas Keller", "Datenanalyse", "", "Kundenservice"),
    _of(
        "guideline/beschwerden-und-feedbackschleifen", "Cornelia Weiß", "CX-Team", "Martina Oberhuber", "Kundenservice"
    ),
    _of("guideline/cx-auftrag-und-ziele", "Ingrid Sattler", "CX-Team", "", "Vertrieb und Marketing"),
    _of("guideline/datenschutz-und-mitbestimmung", "Cornelia Weiß", "CX-Team", "Hedwig Auer", "Geschäftsleitung"),
    _of("guideline/prozesse-aufnehmen-und-belegen", "Miriam Vogt", "Glossar-Redaktion", "Jonas Keller"),
    _of("guideline/terminologie", "Glossar-Redaktion", "Glossar-Redaktion", "", "Marke und Werbung"),
    _of("guideline/verantwortlichkeiten-und-nachfolge", "Cornelia Weiß", "CX-Team", "Hedwig Auer", "Geschäftsleitung"),
)  # fmt: skip
HOLDINGS = AT_TOUCHPOINTS + IN_PROCESSES + IN_GUIDELINES
TERMS_BY = "Glossar-Redaktion"
EVERY_TERM = 9
"""Accountable for every ninth term: those that departments quarrel about. Nobody need be for the others."""
