"""Which department of the sample company every entry of the starter library belongs to, and which function does a
step."""

TOUCHPOINTS = {
    "Marke und Werbung": (
        "online-anzeige", "printanzeige", "mailing", "newsletter", "social-media-profil", "suchergebnis", "empfehlung",
        "website",
    ),
    "Onlineshop": (
        "produktsuche", "produktseite", "warenkorb-und-bezahlung", "bestellbestaetigung", "bewertungsportal",
        "kundenportal-oder-app",
    ),
    "Ladengeschäfte": ("geschaeft", "beratungsgespraech", "haendler"),
    "Geschäftskunden": ("angebot", "aussendienstbesuch", "messestand"),
    "Hotline und Chat": ("hotline", "chat", "service-e-mail"),
    "Reparaturwerkstatt": ("reparaturannahme",),
    "Lager und Versand": ("lieferung", "verpackung-und-anleitung"),
    "Rechnungswesen": ("rechnung",),
    "Produktentwicklung": ("produkt-in-nutzung",),
}  # fmt: skip
"""All 28. The first four lines, with what the company adds (`novelties.py`), are the 19 of sales and marketing."""

PROCESSES = {
    "Onlineshop": ("online-bestellen-und-bezahlen",),
    "Ladengeschäfte": ("beratung-im-geschaeft",),
    "Geschäftskunden": ("angebotsanfrage-b2b", "messekontakt-nachfassen", "kunden-onboarding"),
    "Kundenservice": ("kuendigung-und-rueckgewinnung", "proaktive-information-bei-serienfehler"),
    "Hotline und Chat": ("serviceanfrage", "telefonische-beschwerde-mit-ursachenklaerung-beim-partner"),
    "Reparaturwerkstatt": ("reparatur",),
    "Lager und Versand": ("rueckgabe-und-erstattung",),
    "Rechnungswesen": ("rechnungsfrage",),
    "CX-Team": ("befragung-nach-kontakt-mit-inner-loop", "outer-loop-verbesserung"),
}
"""All 14."""

GUIDELINES = (
    "befragungen-und-kennzahlen", "beschwerden-und-feedbackschleifen", "cx-auftrag-und-ziele",
    "datenschutz-und-mitbestimmung", "prozesse-aufnehmen-und-belegen", "terminologie",
    "verantwortlichkeiten-und-nachfolge",
)  # fmt: skip
"""All seven belong to the CX team."""

ACTORS = {
    "Annahme": "Reparaturannahme",
    "Auftragsbearbeitung": "Auftragsbearbeitung",
    "Außendienst": "Außendienst",
    "Beratung im Geschäft": "Beratung im Geschäft",
    "CX-Team": "Datenanalyse",
    "CX-Team mit Datenanalyse": "Datenanalyse",
    "Dieselbe Ansprechperson der Ersten Linie": "Kundenbetreuung am Telefon",
    "Dieselbe Person der Kundenbetreuung": "Kundenbetreuung am Telefon",
    "Dieselbe Person im Kundenservice": "Kundenbetreuung am Telefon",
    "Kundenbetreuung am Telefon": "Kundenbetreuung am Telefon",
    "Kundenservice": "Kundenbetreuung am Telefon",
    "Kundenservice, Erste Linie": "Kundenbetreuung am Telefon",
    "Inner-Loop-Team im Kundenservice": "Kundenbindung",
    "Team Kundenbindung": "Kundenbindung",
    "Lager im Geschäft": "Beratung im Geschäft",
    "Lager und Versand": "Lager",
    "Rechnungswesen": "Rechnungsprüfung",
    "Retourenlager": "Retourenprüfung",
    "Standpersonal": "Außendienst",
    "Standpersonal aus Vertrieb und Technik": "Außendienst",
    "Vertrieb": "Außendienst",
    "Vertriebsinnendienst": "Vertriebsinnendienst",
    "Zugeteilte Person im Vertrieb": "Vertriebsinnendienst",
    "Zweite Linie": "Zweite Linie",
    "Kundenbetreuung, Zweite Linie": "Zweite Linie",
}
"""Roles the starter library names in words → the sample company's functions."""
