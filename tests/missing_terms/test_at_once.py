"""Several people miss and decide at the same moment; and how much the inbox asks of the database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

from helpers import SQLITE, count_queries
from sqlalchemy import func, select

from wiki.core.db import begin_write
from wiki.core.errors import WikiError
from wiki.missing_terms.asking import Asked, ask, withdraw
from wiki.missing_terms.deciding import chosen, decline, merge
from wiki.missing_terms.models import DECLINED, MissingTerm, MissingWord, TermRequest


def test_the_same_word_asked_for_and_put_together_at_once_is_there_once(wanting, runtime, session) -> None:
    askers = [wanting.actor(name) for name in ("Emil", "Dora", "Rita")]
    one, two, three = (wanting.doing("Emil", ask, Asked(f"Wort {number}")).term_id for number in "123")
    pairs = ((one, two), (two, one), (two, three))
    ready = Barrier(len(askers) + len(pairs))
    session.rollback()

    def act(what) -> None:
        ready.wait()
        with runtime.sessions() as each:
            begin_write(each)
            try:
                what(each)
                each.commit()
            except WikiError:
                each.rollback()

    acts = [lambda each, who=who: ask(each, who, Asked("Kulanz-Quote", f"von {who.person_id}")) for who in askers]
    acts += [lambda each, pair=pair: merge(each, askers[2], pair[0], [pair[1]]) for pair in pairs]
    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(act, acts))
    session.rollback()
    asked = select(func.count()).select_from(TermRequest).join(MissingTerm)
    assert session.scalar(asked.where(MissingTerm.word == "Kulanz-Quote")) == 3
    assert session.scalar(select(func.count()).select_from(MissingWord)) == 4
    merged = {each.id: each.merged_into_id for each in session.scalars(select(MissingTerm))}
    assert all(into is None or merged[into] is None for into in merged.values())


def test_what_somebody_decides_on_stays_though_its_request_is_taken_back(wanting, runtime, session) -> None:
    request = wanting.doing("Emil", ask, Asked("Kulanz"))
    emil, rita, number, term_id = wanting.actor("Emil"), wanting.actor("Rita"), request.id, request.term_id
    session.rollback()

    def take_back() -> None:
        with runtime.sessions() as each:
            begin_write(each)
            withdraw(each, emil, number)
            each.commit()

    with ThreadPoolExecutor(1) as pool, runtime.sessions() as deciding:
        begin_write(deciding)
        edits = chosen(deciding, rita, term_id).edits
        waiting = pool.submit(take_back)
        sleep(0.2)
        decline(deciding, rita, term_id, "Zu selten", edits)
        deciding.commit()
        waiting.result()
    session.rollback()
    assert session.get_one(MissingTerm, term_id).state == DECLINED


@SQLITE
def test_the_inbox_asks_a_fixed_number_of_questions(wanting, runtime) -> None:
    rita = wanting.client("Rita")
    rita.get("/missing-terms/")

    def queries() -> int:
        with count_queries(runtime.engine) as counted:
            assert rita.get("/missing-terms/").status_code == 200
        return counted.selects

    wanting.doing("Emil", ask, Asked("Retourn 0"))
    few = queries()
    for number in range(1, 12):
        wanting.doing("Emil", ask, Asked(f"Retourn {number}"))
    assert queries() == few
