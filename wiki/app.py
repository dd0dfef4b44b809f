"""The application: settings, extensions, features, error pages, commands - in this order."""

import logging
from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from wiki.access.guard import init_guard
from wiki.access.roles import load_roles
from wiki.api.feature import FEATURE as API
from wiki.change.feature import FEATURE as CHANGE
from wiki.config import Settings, load_settings
from wiki.core import audit, changes
from wiki.core.acts import Acts
from wiki.core.consumers import Consumers, Jobs
from wiki.core.db import Wiring, make_engine, make_sessions
from wiki.core.keys import Keys, load_keys
from wiki.core.matters import Matters
from wiki.core.outbox import Subscriptions
from wiki.core.resources import package_folder, resource_folder
from wiki.currency.feature import FEATURE as CURRENCY
from wiki.dashboards.feature import FEATURE as DASHBOARDS
from wiki.demo.feature import FEATURE as DEMO
from wiki.entries.actions import EntryActions
from wiki.entries.annotating import Annotations
from wiki.entries.feature import FEATURE as ENTRIES
from wiki.entries.feed_lists import FeedLists
from wiki.entries.impact import ImpactProviders
from wiki.entries.kinds import Kinds
from wiki.entries.notices import EntryNotices
from wiki.evidence.feature import FEATURE as EVIDENCE
from wiki.feeds.feature import FEATURE as FEEDS
from wiki.games.feature import FEATURE as GAMES
from wiki.glossary.feature import FEATURE as GLOSSARY
from wiki.guidelines.feature import FEATURE as GUIDELINES
from wiki.handover.feature import FEATURE as HANDOVER
from wiki.initiatives.feature import FEATURE as INITIATIVES
from wiki.journeys.feature import JOURNEYS, PERSONAS
from wiki.learning.feature import FEATURE as LEARNING
from wiki.library.feature import FEATURE as LIBRARY
from wiki.loops.feature import FEATURE as LOOPS
from wiki.matrix.feature import FEATURE as MATRIX
from wiki.missing_terms.feature import FEATURE as MISSING_TERMS
from wiki.notify.feature import FEATURE as NOTIFY
from wiki.ops.feature import FEATURE as OPS
from wiki.overview.feature import FEATURE as OVERVIEW
from wiki.ownership.feature import FEATURE as OWNERSHIP
from wiki.people.feature import FEATURE as PEOPLE
from wiki.people.front import PeopleReaders
from wiki.printing.feature import FEATURE as PRINTING
from wiki.processes.feature import FEATURE as PROCESSES
from wiki.reading.feature import FEATURE as READING
from wiki.seams.feature import FEATURE as SEAMS
from wiki.search.feature import FEATURE as SEARCH
from wiki.signals.feature import FEATURE as SIGNALS
from wiki.tasks.feature import FEATURE as TASKS
from wiki.touchpoints.feature import FEATURE as TOUCHPOINTS
from wiki.unclear.feature import FEATURE as UNCLEAR
from wiki.web.assets import init_assets
from wiki.web.compressing import Compressing
from wiki.web.errors import init_errors
from wiki.web.feature import Feature
from wiki.web.front.front import Front
from wiki.web.front.newest import EveryPage
from wiki.web.front.readers import Personal
from wiki.web.front.visit import BrowserChoices
from wiki.web.headers import init_headers
from wiki.web.hostile import init_hostile
from wiki.web.i18n import init_i18n
from wiki.web.kept_forms import KeptForms
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders, init_shell
from wiki.web.sub_path import SubPath
from wiki.web.transaction import WikiFlask, close_session
from wiki.webhooks.feature import FEATURE as WEBHOOKS

FEATURES: tuple[Feature, ...] = (
    PEOPLE,
    ENTRIES,
    OWNERSHIP,
    CURRENCY,
    GLOSSARY,
    PROCESSES,
    TOUCHPOINTS,
    SEAMS,
    JOURNEYS,
    PERSONAS,
    GUIDELINES,
    EVIDENCE,
    TASKS,
    UNCLEAR,
    SIGNALS,
    INITIATIVES,
    CHANGE,
    LOOPS,
    MISSING_TERMS,
    READING,
    LEARNING,
    GAMES,
    MATRIX,
    SEARCH,
    HANDOVER,
    FEEDS,
    WEBHOOKS,
    NOTIFY,
    LIBRARY,
    PRINTING,
    DASHBOARDS,
    OVERVIEW,
    DEMO,
    API,
    OPS,
)

csrf = CSRFProtect()


def create_runtime(settings: Settings) -> Runtime:
    """Database, keys and wiring for `settings`, without any web part."""
    engine, keys = make_engine(settings.database), load_keys(settings.data)
    audit.tie_key(engine, keys.audit)
    wiring = Wiring(
        settings,
        keys,
        load_roles(resource_folder("roles")),
        Kinds(),
        Subscriptions(),
        Matters(),
        Acts(),
        Consumers(),
        Jobs(),
        ImpactProviders(),
        EntryActions(),
        EntryNotices(),
        Annotations(),
        FeedLists(),
        ShellProviders(),
        KeptForms(),
        changes.Neighbours(),
        EveryPage(),
        BrowserChoices(),
        Personal(),
    )
    runtime = Runtime(settings, engine, make_sessions(engine, wiring), wiring)
    changes.watch(engine, runtime.sessions)
    for feature in FEATURES:
        if feature.wire is not None:
            feature.wire(runtime)
    return runtime


def create_app(settings: Settings | None = None, *, testing: bool = False) -> Flask:
    """The Flask application for `settings` (default: environment and `cxwiki.toml`)."""
    settings = settings or load_settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    runtime = create_runtime(settings)
    app = WikiFlask(
        "wiki",
        template_folder=str(resource_folder("templates")),
        static_folder=str(package_folder("static")),
    )
    _configure(app, runtime, testing)
    _init_extensions(app)
    for feature in FEATURES:
        if feature.init is not None:
            feature.init(app)
        for blueprint in feature.blueprints(runtime):
            app.register_blueprint(blueprint)
        for command in feature.commands:
            app.cli.add_command(command)
    init_errors(app)
    _put_front(app, runtime)
    return app


def _configure(app: Flask, runtime: Runtime, testing: bool) -> None:
    settings = runtime.settings
    app.testing = testing
    app.extensions["cxwiki"] = runtime
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(
        APPLICATION_ROOT=settings.sub_path or "/",
        SECRET_KEY=runtime.wiring.get(Keys).session,
        MAX_CONTENT_LENGTH=settings.upload_limit + settings.form_limit,
        MAX_FORM_MEMORY_SIZE=settings.form_limit,
        MAX_FORM_PARTS=20_000,
        SESSION_COOKIE_NAME=_cookie_name(settings, "cxwiki_session"),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        REMEMBER_COOKIE_NAME=_cookie_name(settings, "cxwiki_remember"),
        REMEMBER_COOKIE_PATH=settings.sub_path or "/",
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        WTF_CSRF_TIME_LIMIT=settings.session_hours * 3600,
        WTF_CSRF_SSL_STRICT=False,
    )


def _put_front(app: Flask, runtime: Runtime) -> None:
    """Kept pages come before everything else of the application, behind what makes proxies and sub-paths disappear."""
    if runtime.settings.page_cache:
        front = Front(app, PeopleReaders(app), runtime.settings.page_cache)
        app.extensions["cxwiki.front"] = front
        app.wsgi_app = front  # type: ignore[method-assign]
    settings = runtime.settings
    secrets = app.config["SESSION_COOKIE_NAME"], app.config["REMEMBER_COOKIE_NAME"]
    app.wsgi_app = Compressing(app.wsgi_app, secrets)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    if settings.sub_path:
        app.wsgi_app = SubPath(app.wsgi_app, settings.sub_path)  # type: ignore[method-assign]


def _cookie_name(settings: Settings, name: str) -> str:
    """With HTTPS the name itself tells the browser to take the cookie from this host only (ASVS 3.4.4)."""
    if not settings.https:
        return name
    return f"__Secure-{name}" if settings.sub_path else f"__Host-{name}"


def _init_extensions(app: Flask) -> None:
    init_i18n(app)
    init_assets(app)
    init_hostile(app)
    init_guard(app)
    csrf.init_app(app)
    init_shell(app)
    init_headers(app)
    app.teardown_appcontext(close_session)
