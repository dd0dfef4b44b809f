"""`cxwiki serve` and `cxwiki work`."""

import ctypes
import gc
import logging
import sys
from dataclasses import replace

import click
from flask import Flask

from wiki.cli.program import Program
from wiki.config import Settings
from wiki.core.db import begin_write
from wiki.ops import schema
from wiki.ops.locks import server_lock, worker_lock
from wiki.ops.server import Server, listen
from wiki.ops.supervisor import Child, Supervisor
from wiki.ops.worker import Worker
from wiki.people.service import first_administrator_link

WORKER_DELAY = 1.0
"""Seconds the worker waits at the start, so that the first page has the processors to itself."""
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@click.command()
@click.option("--host", help="Listen here instead of CXWIKI_HOST.")
@click.option("--port", type=click.IntRange(1, 65535), help="Listen here instead of CXWIKI_PORT.")
@click.pass_obj
def serve(program: Program, host: str | None, port: int | None) -> None:
    """Serve the wiki and keep one worker running beside it, until Ctrl+C or SIGTERM.

    Prints the address and, while there is no administrator, a link to set the first one up. SIGHUP replaces the web
    processes one by one without turning anybody away.
    """
    run_server(program, host, port)


def run_server(program: Program, host: str | None = None, port: int | None = None, page: str = "/") -> None:
    """What `cxwiki serve` does; `page` is the one whose address is told."""
    settings = program.settings
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    logging.basicConfig(level=settings.log_level, format=LOG_FORMAT)
    lock = server_lock(settings.data)
    lock.take()
    schema.require_head(program.bare.engine)
    listener = listen(settings)
    _greet(program, settings, page)
    program.bare.engine.dispose()
    app = _prepare(program, settings)

    def web() -> None:
        Server(settings, listener, lambda: app).run()

    def worker() -> None:
        listener.close()
        _work(program.with_settings(settings, app), with_parent=True, patience=30.0)

    Supervisor([Child("web server", web), Child("worker", worker, delay=WORKER_DELAY)]).run()


def _prepare(program: Program, settings: Settings) -> Flask:
    """The application that all processes share: made before they part, so that they hold its memory in common. It has
    opened no connection, no index and no thread. What is frozen the collector of garbage leaves alone, and so shared.
    """
    _share_free_memory()
    app = program.make_app(settings)
    gc.collect()
    gc.freeze()
    return app


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""Numbers of glibc's mallopt."""


def _share_free_memory() -> None:
    """Let the threads of a process use one pool of free memory, not one each, and give large pieces back at once: the
    20 MB in which a password is checked would stay with the process for good."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 1)
            mallopt(_M_MMAP_THRESHOLD, 128 * 1024)
            mallopt(_M_TRIM_THRESHOLD, 128 * 1024)


def _greet(program: Program, settings: Settings, page: str) -> None:
    address = settings.base_url.rstrip("/") or f"http://{_shown(settings.host)}:{settings.port}"
    click.echo(f"{settings.brand}: {address}{page} (stop with Ctrl+C)")
    with program.bare.sessions() as session:
        begin_write(session)
        link = first_administrator_link(session, address)
        session.commit()
    if link:
        click.echo(f"There is no administrator yet. Set the first one up (valid for 24 hours, once): {link}")


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        return "localhost"
    return f"[{host}]" if ":" in host else host


@click.command()
@click.pass_obj
def work(program: Program) -> None:
    """Run the worker alone: index, mail, reminders, due jobs, sealing the audit chain.

    `cxwiki serve` runs one already; this is for a worker on its own.
    """
    logging.basicConfig(level=program.settings.log_level, format=LOG_FORMAT)
    _work(program, with_parent=False, patience=0.0)


def _work(program: Program, *, with_parent: bool, patience: float) -> None:
    runtime = program.runtime
    lock = worker_lock(runtime.settings.data)
    lock.take(patience)
    schema.require_head(runtime.engine)
    Worker(runtime, program.app.app_context, with_parent=with_parent).run_forever()
    lock.release()
