"""What every command shares: the application in its context, errors as one sentence, answers for people and scripts."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import click
from flask import Flask
from flask_babel import force_locale

from wiki.cli.complaints import complaint_of
from wiki.config import Settings, load_settings
from wiki.web.runtime import Runtime

FOUND, MISUSE = 1, 2
"""Exit codes beside 0: findings or errors in the input; wrong use or unusable settings."""


@dataclass
class Program:
    """The application, made on first use: `--help` needs no settings and no database."""

    make_app: Callable[[Settings], Flask]
    make_runtime: Callable[[Settings], Runtime]

    @cached_property
    def settings(self) -> Settings:
        """The settings of this run."""
        return load_settings()

    @cached_property
    def app(self) -> Flask:
        """The application."""
        return self.make_app(self.settings)

    @cached_property
    def bare(self) -> Runtime:
        """A runtime without any web part, for what must be quick or works on an empty database."""
        return self.make_runtime(self.settings)

    @property
    def runtime(self) -> Runtime:
        """The application's runtime."""
        return cast(Runtime, self.app.extensions["cxwiki"])

    def close(self) -> None:
        """Give every database connection back."""
        made = vars(self)
        for runtime in [made.get("bare"), self.runtime if "app" in made else None]:
            if runtime is not None:
                runtime.engine.dispose()

    def with_settings(self, settings: Settings, app: Flask | None = None) -> "Program":
        """The same program with other settings, and with an application where one is made already."""
        other = Program(self.make_app, self.make_runtime)
        other.__dict__.update({"settings": settings, **({"app": app} if app is not None else {})})
        return other

    @contextmanager
    def context(self) -> Iterator[Runtime]:
        """The runtime inside the application's context; commands speak English."""
        with self.app.app_context(), force_locale("en"):
            yield self.runtime


class Commands(click.Group):
    """A group that ends in one sentence on stderr whatever goes wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; turn what it raises into a sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            raise
        except Exception as error:  # the last resort: an operator gets a sentence, a developer the log
            logging.getLogger("wiki.cli").debug("stopped by", exc_info=True)
            complaint = complaint_of(error)
            raise Stopped(complaint.sentence, MISUSE if complaint.is_misuse else FOUND) from error


class Stopped(click.ClickException):
    """The command cannot go on; says in one sentence why and what to do."""

    def __init__(self, sentence: str, code: int = FOUND) -> None:
        super().__init__(sentence)
        self.exit_code = code  # type: ignore[misc]

    def show(self, file: Any = None) -> None:
        """Print the sentence."""
        click.echo(f"cxwiki: {self.format_message()}", err=True, file=file)


def say_json(data: object) -> None:
    """Print `data` for a script."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for scripts.")
