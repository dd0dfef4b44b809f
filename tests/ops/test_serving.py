"""The server and its worker as processes: they come back, end together and never run twice on one folder."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.processes import answers, children, environment, free_port, is_gone, run, start, stop, until


class Served:
    """A wiki served by a real `cxwiki serve`."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "log"
        self.port = free_port()
        self.env = environment(folder / "data", CXWIKI_PORT=str(self.port))
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = start("serve", env=self.env, log=self.log)
        until(lambda: answers(self.port) or self.process.poll() is not None, "the first answer")
        until(lambda: len(self.parts) == 2, "server and worker")

    @property
    def parts(self) -> list[int]:
        """Web server, then worker."""
        return [each for each in children(self.process.pid) if not is_gone(each)]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A wiki being served, empty."""
    each = Served(tmp_path)
    assert run("init", env=each.env).returncode == 0
    each.start()
    yield each
    stop(each.process)


def test_it_greets_with_a_set_up_link_at_each_start_and_ends_kindly(served: Served) -> None:
    told = served.log.read_text()
    assert f"http://127.0.0.1:{served.port}/ " in told
    assert f"http://127.0.0.1:{served.port}/setup?token=" in told
    parts = served.parts
    assert stop(served.process) == 0
    assert all(is_gone(each) for each in parts)
    served.log.write_text("")
    served.start()
    again = served.log.read_text()
    assert "/setup?token=" in again
    assert again != told


def test_a_second_server_on_the_same_folder_says_who_is_there(served: Served) -> None:
    second = run("serve", "--port", str(free_port()), env=served.env)
    assert second.returncode == 1
    assert f"(process {served.process.pid})" in second.stderr
    assert "CXWIKI_DATA" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_second_worker_on_the_same_folder_says_who_is_there(served: Served) -> None:
    until(lambda: "working" in served.log.read_text(), "the worker")
    second = run("work", env=served.env)
    assert second.returncode == 1
    assert f"(process {served.parts[1]})" in second.stderr


def test_an_address_in_use_is_told_in_a_sentence(served: Served, tmp_path: Path) -> None:
    env = environment(tmp_path / "other", CXWIKI_PORT=str(served.port))
    assert run("init", env=env).returncode == 0
    second = run("serve", env=env)
    assert second.returncode == 1
    assert "in use by another program" in second.stderr


@pytest.mark.parametrize("part", [0, 1])
def test_what_is_killed_comes_back(served: Served, part: int) -> None:
    before = served.parts
    os.kill(before[part], signal.SIGKILL)
    until(lambda: len(served.parts) == 2 and before[part] not in served.parts, "a new process")
    until(lambda: answers(served.port), "an answer")
    assert before[1 - part] in served.parts


def test_a_killed_web_process_is_replaced(served: Served) -> None:
    web = served.parts[0]
    until(lambda: len(children(web)) == 2, "two web processes")
    victim = children(web)[0]
    os.kill(victim, signal.SIGKILL)
    until(lambda: len(children(web)) == 2 and victim not in children(web), "a new web process")
    assert answers(served.port)


def test_nothing_is_left_when_the_supervisor_is_killed(served: Served) -> None:
    parts = served.parts
    everyone = parts + [child for each in parts for child in children(each)]
    served.process.kill()
    served.process.wait()
    until(lambda: all(is_gone(each) for each in everyone), "all processes to end")
    served.start()
    assert answers(served.port)


def test_hanging_up_replaces_the_web_processes_and_answers_all_the_while(served: Served) -> None:
    web = served.parts[0]
    until(lambda: len(children(web)) == 2, "two web processes")
    old = children(web)
    served.process.send_signal(signal.SIGHUP)

    def replaced() -> bool:
        assert answers(served.port)
        return not set(old) & set(children(web)) and len(children(web)) == 2

    until(replaced, "new web processes")
    assert served.parts[0] == web
