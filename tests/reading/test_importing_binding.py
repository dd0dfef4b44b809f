"""What is imported and binding: whoever imports says whether it is confirmed again, and is told."""

from flask_babel import force_locale
from helpers import SQLITE
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.entries.asking_again import NOBODY, AskAgain
from wiki.library.export import export_library
from wiki.library.importing import import_path
from wiki.people import switches
from wiki.people.models import Person
from wiki.people.rights import actor_of
from wiki.reading import requiring
from wiki.reading.models import SWITCH, ReadingRound
from wiki.reading.requiring import RequiredData


def _cora(company):
    return actor_of(company.session, company.session.get_one(Person, company.ids["Cora"]))


@SQLITE
def test_who_imports_says_whether_it_is_confirmed_again(company, runtime, tmp_path):
    session, process = company.session, company.process("Retoure", "", "Annehmen")
    company.person("Cora", "", "cx_manager")
    company.writing(lambda inner: switches.turn(inner, SYSTEM, SWITCH, True))
    company.writing(lambda inner: requiring.require(inner, _cora(company), process, RequiredData(everybody=True)))
    folder = tmp_path / "library"
    assert export_library(runtime, folder, ("process",)).ok
    file = next(folder.rglob("retoure.md"))

    def rounds():
        session.rollback()
        return session.scalars(select(ReadingRound.revision_id)).all()

    first = rounds()
    assert len(first) == 1
    file.write_text(file.read_text().replace("Annehmen", "Entgegennehmen"))
    quiet = import_path(runtime, SYSTEM, folder, release=True, ask_again=AskAgain(NOBODY))
    with force_locale("en"):
        assert quiet.as_text().endswith("1 of them is binding; nobody is asked to confirm it again.")
    assert rounds() == first
    file.write_text(file.read_text().replace("Entgegennehmen", "Prüfen"))
    tried = import_path(runtime, SYSTEM, folder, release=True, dry_run=True)
    with force_locale("en"):
        assert "whoever it binds is asked" in tried.as_text()
    assert rounds() == first
    assert import_path(runtime, SYSTEM, folder, release=True).binding == 1
    assert len(rounds()) == 2
    assert import_path(runtime, SYSTEM, folder, release=True).binding == 0, "nothing has changed"
