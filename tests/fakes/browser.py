"""A browser at the web channel, without a network: it sends what a real one would."""

import httpx

from bot.channels.web.app import create_app
from bot.channels.web.parts import WebParts
from tests.fakes.talk import NOW

HOME = "http://localhost:8000"
SEAT = "/demo/prospect-shared"
KEY = "k" * 24
ALL_SEATS = ("prospect-shared", "prospect-private", "rep-private", "rep-shared", "owner")


def parts_of(talk, **more):
    values = {"operator": "Northstar", "demo": True, "now": lambda: NOW} | more
    return WebParts(respond=talk.respond, read=talk.read, **values)


def app_of(talk, **more):
    return create_app(parts_of(talk, **more))


def browser(app, base=HOME, client=("127.0.0.1", 5000)):
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=client)
    headers = {"Origin": base, "Sec-Fetch-Site": "same-origin"}
    return httpx.AsyncClient(transport=transport, base_url=base, headers=headers)


def said(text, key=KEY, **more):
    """The fields of a message form."""
    return {"key": key, "text": text} | more
