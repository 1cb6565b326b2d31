"""Every address that is served is listed here with what guards it: a new one has to be placed."""

import pytest
from starlette.routing import Mount, Route, Router

from bot.channels.slack.config import SlackConfig
from bot.channels.slack.serving import SlackServing
from bot.channels.web.app import create_app
from bot.channels.web.guards import SECURITY_HEADERS, BodyLimit, SameOrigin
from tests.channels.slack.workspace import SIGNING
from tests.fakes.browser import browser, parts_of
from tests.fakes.talk import FakeTalk

OWN_ROOM = "the visitor's own room, by a cookie that cannot be guessed"
PUBLIC, FORM, TOKEN, SIGNED, STATE = "public", OWN_ROOM, "bearer token", "signature", "state"
GUARDS = {
    "/healthz": PUBLIC,  # alive or not
    "/readyz": PUBLIC,  # ready or not; more with the token
    "/metrics": TOKEN,
    "/static": PUBLIC,  # our own files
    "/static/htmx.js": PUBLIC,  # where it is installed
    "/": PUBLIC,  # stories that anyone may read
    "/stories/{ref}": PUBLIC,
    "/talk": OWN_ROOM,
    "/talk/notes.{kind}": OWN_ROOM,
    "/talk/say": FORM,
    "/talk/press": FORM,
    "/talk/correct": FORM,
    "/talk/again": FORM,
    "/slack/events": SIGNED,
    "/slack/install": STATE,  # whoever installs it becomes nobody of ours by that
    "/slack/oauth_redirect": STATE,
}


class NoSlack:
    """The channel behind the addresses: nothing gets as far as that here."""

    class app:  # noqa: N801 - as the channel names it
        oauth_flow = None


def application(**more):
    config = SlackConfig(signing_secret=SIGNING, client_id="1.2", client_secret="c")
    routes = SlackServing(NoSlack(), config).routes()
    return create_app(parts_of(FakeTalk(), demo=False, beside=tuple(routes), **more))


def addresses(routes):
    for route in routes:
        match route:
            case Route():
                yield route
            case Mount(path="/static"):
                yield route
            case Mount():
                yield from addresses(_inside(route.app))


def _inside(app):
    """Go through what is wrapped around a router. The seats are not served to others."""
    while not isinstance(app, Router):
        app = getattr(app, "_public", None) or app._app
    return app.routes


def test_every_address_is_known_with_its_guard():
    found = {route.path or "/" for route in addresses(application().routes)}
    assert {*found, "/static/htmx.js"} == set(GUARDS)


def test_whatever_changes_something_is_a_guarded_form_or_signed():
    for route in addresses(application().routes):
        form = isinstance(route, Route) and "POST" in (route.methods or ())
        if form and GUARDS[route.path] is not SIGNED:
            assert isinstance(route.app, SameOrigin), route.path
            assert isinstance(route.app._app, BodyLimit), route.path


@pytest.mark.parametrize("path", ["/", "/healthz", "/metrics", "/talk", "/nowhere", "/demo"])
@pytest.mark.parametrize("tls", [True, False])
async def test_every_answer_has_the_strict_headers(path, tls):
    async with browser(application(behind_tls=tls)) as web:
        answer = await web.get(path)
        for name, value in SECURITY_HEADERS.items():
            assert answer.headers[name] == value
        assert ("Strict-Transport-Security" in answer.headers) is tls


async def test_behind_tls_the_cookie_is_for_tls_alone():
    for tls in (True, False):
        async with browser(application(behind_tls=tls)) as web:
            said = {"key": "k" * 24, "text": "our close takes nine days"}
            answer = await web.post("/talk/say", data=said)
            assert answer.status_code == 303
            assert ("Secure" in answer.headers["set-cookie"]) is tls
