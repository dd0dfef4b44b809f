"""Who works at the sample company: departments, people and functions. All of it is invented."""

from dataclasses import dataclass

COMPANY = "Bohnenfeld Espressomaschinen GmbH"
BRAND = "Bohnenfeld CX"
DOMAIN = "bohnenfeld.example"
"""Addresses under `.example` reach nobody, ever (RFC 2606)."""


@dataclass(frozen=True)
class Unit:
    """A department, known by its German name. `above` and `head` are names, too."""

    name: str
    english: str
    above: str = ""
    head: str = ""
    mailbox: str = ""


@dataclass(frozen=True)
class Member:
    """A person; everybody is an employee beside the `role`. `came` is how many days ago, 0 at the very beginning."""

    name: str
    unit: str
    role: str = ""
    language: str = "de"
    came: int = 0

    @property
    def email(self) -> str:
        """An address that is plainly none."""
        return f"{_plain(self.name)}@{DOMAIN}"


@dataclass(frozen=True)
class Post:
    """A function with those who hold it from the beginning."""

    name: str
    english: str
    unit: str
    single: bool = False
    holders: tuple[str, ...] = ()


_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ç": "c", "ć": "c", "ń": "n", " ": "."})


def _plain(name: str) -> str:
    return name.lower().translate(_LETTERS)


UNITS = (
    Unit("Geschäftsleitung", "Management", "", "Ingrid Sattler", "leitung"),
    Unit("CX-Team", "CX team", "Geschäftsleitung", "Cornelia Weiß", "cx"),
    Unit("Vertrieb und Marketing", "Sales and marketing", "Geschäftsleitung", "Tobias Brandstätter", "vertrieb"),
    Unit("Marke und Werbung", "Brand and advertising", "Vertrieb und Marketing", "Sandrine Lachenal", "marke"),
    Unit("Onlineshop", "Online shop", "Vertrieb und Marketing", "Emre Aksoy", "shop"),
    Unit("Ladengeschäfte", "Stores", "Vertrieb und Marketing", "Franziska Hofstetter", "laden"),
    Unit("Geschäftskunden", "Business customers", "Vertrieb und Marketing", "Klaus-Dieter Römer", "geschaeftskunden"),
    Unit("Kundenservice", "Customer service", "Geschäftsleitung", "Martina Oberhuber", "service"),
    Unit("Hotline und Chat", "Hotline and chat", "Kundenservice", "Ulrike Bauer", "hotline"),
    Unit("Reparaturwerkstatt", "Repair workshop", "Kundenservice", "Jakub Kowalczyk", "werkstatt"),
    Unit("Betrieb", "Operations", "Geschäftsleitung", "Reto Zumsteg", "betrieb"),
    Unit("Lager und Versand", "Warehouse and dispatch", "Betrieb", "Fatma Demir", "versand"),
    Unit("Rechnungswesen", "Accounting", "Betrieb", "Birgit Lohmann", "rechnung"),
    Unit("Produkt und IT", "Product and IT", "Geschäftsleitung", "Thi Lan Nguyen", "produkt"),
    Unit("Produktentwicklung", "Product development", "Produkt und IT", "Matteo Bianchi", "entwicklung"),
    Unit("Qualität", "Quality", "Produkt und IT", "", "qualitaet"),
    Unit("IT-Betrieb", "IT operations", "Produkt und IT", "Sven Johansson", "it"),
)
"""Three levels; quality has had no head for a while."""

MEMBERS = (
    Member("Ingrid Sattler", "Geschäftsleitung", "manager"),
    Member("Hedwig Auer", "Geschäftsleitung", "auditor"),
    Member("Cornelia Weiß", "CX-Team", "cx_manager"),
    Member("Miriam Vogt", "CX-Team", "editor"),
    Member("Jonas Keller", "CX-Team", "editor"),
    Member("Tobias Brandstätter", "Vertrieb und Marketing", "manager"),
    Member("Sandrine Lachenal", "Marke und Werbung", "manager"),
    Member("Lukas Pichler", "Marke und Werbung"),
    Member("Giulia Rossi", "Marke und Werbung", language="en"),
    Member("Hannah Schreiber", "Marke und Werbung"),
    Member("Emre Aksoy", "Onlineshop", "manager"),
    Member("Katharina Wolff", "Onlineshop"),
    Member("Priya Raman", "Onlineshop", language="en"),
    Member("Oliver Stein", "Onlineshop"),
    Member("Franziska Hofstetter", "Ladengeschäfte", "manager"),
    Member("Dragan Petrovic", "Ladengeschäfte"),
    Member("Elif Kaya", "Ladengeschäfte"),
    Member("Klaus-Dieter Römer", "Geschäftskunden", "manager"),
    Member("Svenja Thiele", "Geschäftskunden"),
    Member("Marco Gerber", "Geschäftskunden"),
    Member("Martina Oberhuber", "Kundenservice", "manager"),
    Member("Ulrike Bauer", "Hotline und Chat", "manager"),
    Member("Amara Okafor", "Hotline und Chat", language="en"),
    Member("Leon Fischer", "Hotline und Chat"),
    Member("Zeynep Arslan", "Hotline und Chat"),
    Member("Bettina Krause", "Hotline und Chat"),
    Member("Tomasz Nowak", "Hotline und Chat"),
    Member("Jakub Kowalczyk", "Reparaturwerkstatt", "manager"),
    Member("Stefanie Gruber", "Reparaturwerkstatt"),
    Member("Reto Zumsteg", "Betrieb", "manager"),
    Member("Fatma Demir", "Lager und Versand", "manager"),
    Member("Horst Lindner", "Lager und Versand"),
    Member("Birgit Lohmann", "Rechnungswesen", "manager"),
    Member("Ana Markovic", "Rechnungswesen"),
    Member("Thi Lan Nguyen", "Produkt und IT", "manager"),
    Member("Matteo Bianchi", "Produktentwicklung", "manager"),
    Member("Yusuf Haddad", "Qualität"),
    Member("Sven Johansson", "IT-Betrieb", "manager", language="en"),
    Member("Niklas Petersen", "IT-Betrieb", "administrator"),
    Member("Noemi Caduff", "Hotline und Chat", came=12),
)

POSTS = (
    Post("Hotline-Leitung", "Hotline lead", "Hotline und Chat", True, ("Ulrike Bauer",)),
    Post(
        "Kundenbetreuung am Telefon", "Telephone agent", "Hotline und Chat", False, ("Leon Fischer", "Bettina Krause")
    ),
    Post("Chat-Betreuung", "Chat agent", "Hotline und Chat", False, ("Zeynep Arslan",)),
    Post("Zweite Linie", "Second line", "Hotline und Chat", False, ("Tomasz Nowak",)),
    Post("Kundenbindung", "Customer retention", "Hotline und Chat", True, ("Bettina Krause",)),
    Post("Reparaturannahme", "Repair reception", "Reparaturwerkstatt", False, ("Stefanie Gruber",)),
    Post("Anzeigenplanung", "Media planning", "Marke und Werbung", True, ("Giulia Rossi",)),
    Post("Newsletter-Redaktion", "Newsletter editing", "Marke und Werbung", False, ("Lukas Pichler",)),
    Post("Web-Redaktion", "Web editing", "Marke und Werbung", False, ("Hannah Schreiber",)),
    Post("Shop-Management", "Shop management", "Onlineshop", True, ("Katharina Wolff",)),
    Post("Auftragsbearbeitung", "Order processing", "Onlineshop", False, ("Priya Raman", "Oliver Stein")),
    Post("Beratung im Geschäft", "Shop adviser", "Ladengeschäfte", False, ("Dragan Petrovic", "Elif Kaya")),
    Post("Außendienst", "Field sales", "Geschäftskunden", False, ("Marco Gerber", "Klaus-Dieter Römer")),
    Post("Vertriebsinnendienst", "Sales office", "Geschäftskunden", False, ("Svenja Thiele",)),
    Post("Messeleitung", "Trade fair management", "Geschäftskunden", True),
    Post("Lager", "Warehouse", "Lager und Versand", False, ("Horst Lindner",)),
    Post("Retourenprüfung", "Returns inspection", "Lager und Versand", True, ("Horst Lindner",)),
    Post("Rechnungsprüfung", "Billing", "Rechnungswesen", False, ("Ana Markovic",)),
    Post("Produktmanagement", "Product management", "Produktentwicklung", True, ("Matteo Bianchi",)),
    Post("Qualitätssicherung", "Quality assurance", "Qualität", False, ("Yusuf Haddad",)),
    Post("Glossar-Redaktion", "Glossary editing", "CX-Team", True, ("Miriam Vogt",)),
    Post("Datenanalyse", "Data analysis", "CX-Team", False, ("Jonas Keller",)),
)
