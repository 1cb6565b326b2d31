"""What holds our calls against Slack's rules: that it takes good ones and refuses bad ones."""

import httpx
import pytest

from bot.channels.slack.manifest import NO_SCOPE_METHODS, OPTIONAL, SCOPES
from tests.channels.slack.checks import METHODS, careless_in, wrong_with
from tests.channels.slack.standin import Fault, StandIn, running
from tests.channels.slack.workspace import SHARED


def plain(text):
    return {"type": "plain_text", "text": text}


def section(text="Nine days.", **more):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}} | more


def button(action="read:0", text="Read", **more):
    return {"type": "button", "action_id": action, "text": plain(text)} | more


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def option(text="Skip", value="skip"):
    return {"text": plain(text), "value": value}


def menu(*options):
    return {"type": "overflow", "action_id": "more", "options": list(options)}


def card(**more):
    words = {"type": "mrkdwn", "text": "The close", "verbatim": True}
    return {"type": "card", "title": words, "actions": [button()]} | more


def message(*blocks, **more):
    return ("chat.postMessage", {"channel": "C1", "text": "x", "blocks": list(blocks)} | more)


def modal(*blocks, **more):
    view = {"type": "modal", "title": plain("Notes"), "blocks": list(blocks)} | more
    return ("views.open", {"trigger_id": "t", "view": view})


GOOD = {
    "words": message(section()),
    "no blocks": message(),
    "a card and buttons": message(section(), card(), actions(button("why:0"), menu(option()))),
    "fifty blocks": message(*[{"type": "divider"}] * 50),
    "a modal": modal(section(), private_metadata="x" * 3000),
    "a hundred blocks": modal(*[{"type": "divider"}] * 100),
    "from a query": ("conversations.members", {"channel": "C1", "limit": "100"}),
    "nothing to say": ("auth.test", {}),
}
BAD = {
    "unknown method": ("chat.shout", {"channel": "C1"}),
    "unknown kind of block": message({"type": "blink"}),
    "no channel": ("chat.postMessage", {"text": "x"}),
    "a number for a channel": ("conversations.info", {"channel": 7}),
    "a limit in words": ("conversations.members", {"channel": "C1", "limit": "many"}),
    "fifty-one blocks": message(*[{"type": "divider"}] * 51),
    "text too long": message(text="x" * 4001),
    "section too long": message(section("x" * 3001)),
    "empty section": message(section("")),
    "section without text": message({"type": "section"}),
    "image without words for it": message({"type": "image", "image_url": "https://a.example/b"}),
    "button without a text": message(actions({"type": "button", "action_id": "a"})),
    "markdown in a button": message(actions(button() | {"text": section()["text"]})),
    "button text too long": message(actions(button(text="x" * 76))),
    "button value too long": message(actions(button(value="x" * 2001))),
    "action id too long": message(actions(button("x" * 256))),
    "block id too long": message(section(block_id="x" * 256)),
    "the same action twice": message(actions(button(), button())),
    "the same action in a card": message(card(), actions(button())),
    "the same block id twice": message(section(block_id="a"), section(block_id="a")),
    "no buttons": message(actions()),
    "too many buttons": message(actions(*[button(f"a:{n}") for n in range(26)])),
    "too many lines in a menu": message(actions(menu(*[option(value=str(n)) for n in range(6)]))),
    "option text too long": message(actions(menu(option("x" * 76)))),
    "option value too long": message(actions(menu(option(value="x" * 151)))),
    "card title too long": message(card(title={"type": "mrkdwn", "text": "x" * 151})),
    "card body too long": message(card(body={"type": "mrkdwn", "text": "x" * 201})),
    "header too long": message({"type": "header", "text": plain("x" * 151)}),
    "header of markdown": message({"type": "header", "text": section()["text"]}),
    "too many in a context": message(
        {"type": "context", "elements": [section()["text"]] * 11},
    ),
    "a modal without a title": (
        "views.open",
        {"trigger_id": "t", "view": {"type": "modal", "blocks": []}},
    ),
    "a hundred and one blocks": modal(*[{"type": "divider"}] * 101),
    "title of a modal too long": modal(title=plain("x" * 25)),
    "label of a modal too long": modal(section(), submit=plain("x" * 25)),
    "too much kept in a modal": modal(section(), private_metadata="x" * 3001),
    "callback id too long": modal(section(), callback_id="x" * 256),
    "a stream that is too long": (
        "chat.appendStream",
        {"channel": "C1", "ts": "1.1", "markdown_text": "x" * 12_001},
    ),
    "too many beginnings": (
        "assistant.threads.setSuggestedPrompts",
        {"channel_id": "D1", "prompts": [{"title": "a", "message": "b"}] * 5},
    ),
}


@pytest.mark.parametrize(("method", "arguments"), GOOD.values(), ids=GOOD)
def test_a_call_that_slack_takes_is_taken(method, arguments):
    assert wrong_with(method, arguments) == []


@pytest.mark.parametrize(("method", "arguments"), BAD.values(), ids=BAD)
def test_a_call_that_slack_refuses_is_refused(method, arguments):
    assert wrong_with(method, arguments)


QUIET = {"unfurl_links": False, "unfurl_media": False}


@pytest.mark.parametrize(
    ("call", "careless"),
    [
        (message(section(), **QUIET), False),
        (message(section("5 &lt; 6"), **QUIET), False),
        (message(section(), **QUIET | {"unfurl_media": True}), True),
        (message(section()), True),
        (message(section("<!channel> look"), **QUIET), True),
        (message(section("<https://evil.example|here>"), **QUIET), True),
        (message(**QUIET | {"text": "<!here> look"}), True),
    ],
)
def test_what_nobody_should_be_sent_is_noticed(call, careless):
    assert bool(careless_in(*call)) == careless


def test_every_method_of_the_manifest_is_known():
    named = {m for scope in (*SCOPES, *OPTIONAL) for m in scope.methods} | set(NO_SCOPE_METHODS)
    assert named <= METHODS


@pytest.mark.parametrize("broken", [False, True])
async def test_every_call_that_reaches_the_stand_in_is_looked_at(broken):
    """Also one that the stand-in answers with a fault."""
    async with running(StandIn()) as slack, httpx.AsyncClient(base_url=slack.base) as client:
        if broken:
            slack.break_everything(*[Fault(429)] * len(BAD))
        for method, arguments in BAD.values():
            slack.wrong.clear()
            await client.post(method, json=arguments)
            assert slack.wrong, method
        assert slack.posted(SHARED) == []
