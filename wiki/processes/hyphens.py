"""Where long German words may break in a narrow column.

Browsers break words by dictionaries of their own; not all have one for German, and a card of the blueprint is narrower
than many a word. So long compounds get soft hyphens at the seams between their parts, where nobody stumbles over them.
"""

import re

SOFT = "\u00ad"
LONG = 11
"""Letters from which a word may break."""

_SUFFIXES = "ungs|heits|keits|schafts|ions|täts|lings|tums|gangs|triebs|trags|dungs|zurück"
_PARTS = (
    "ablauf|abteilung|adresse|aktivität|analyse|angebot|annahme|anfrage|ansprech|antwort|aufnahme|auftrag|balken|bearbeit|"
    "befragung|befugnis|beleg|benachrichtigung|beratung|bericht|beschwerde|bestand|bestätigung|bestellung|betreu|bezeichnung|blatt|"
    "bogen|daten|datum|dienst|eingang|einladung|entscheid|erfahrung|ergebnis|erlebnis|erwartung|etikett|evidenz|formular|frage|frist|"
    "gespräch|gleich|gründe|gruppe|gutmachung|hersteller|hinweis|historie|initiative|karte|kauf|klärung|konto|kosten|lager|leistung|leitung|"
    "lieferung|linie|liste|machung|management|nachmittag|nachricht|nummer|nutzung|ordnung|partner|person|pflicht|plan|portal|postfach|preis|"
    "produkt|protokoll|prozess|prüfung|rechnung|rückgabe|rückgewinn|rückmeld|rückstell|rückruf|rufen|runde|schein|schnittstelle|schritt|schulung|seite|service|sicherung|stand|"
    "stelle|stellung|stunde|system|tabelle|technik|teil|termin|übergabe|übersicht|umfrage|unterlagen|ursache|verantwort|vereinbarung|verfahren|"
    "verfolgung|vergleich|vertrag|verwaltung|vormittag|wechsel|weg|werkstatt|wesen|wirtschaft|zahlung|zeichen|zeit|zettel|ziel|zusage|zusammenfassung|"
    "zweck"
)
_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")
_SEAM = re.compile(rf"(?<=[^\W\d_]{{4}})(?=(?:{_PARTS}))", re.IGNORECASE)
_LINKING_S = re.compile(rf"((?:{_SUFFIXES}))(?=[^\W\d_]{{4}})", re.IGNORECASE)


def hyphenated(text: str) -> str:
    """German `text` with soft hyphens in its long words."""
    return _WORD.sub(lambda found: _broken(found[0]), text)


def _broken(word: str) -> str:
    parted = _SEAM.sub(SOFT, _LINKING_S.sub(rf"\1{SOFT}", word))
    return re.sub(rf"{SOFT}+", SOFT, parted)
