"""Events and interactions in any shape, signed: no 500, and work goes on."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.sql.engine import open_database
from bot.domain.audience import Role
from tests.channels.slack.small_bot import small_bot
from tests.channels.slack.standin import ACME, BOT, HOME, StandIn, running
from tests.channels.slack.workspace import JO, PRIYA, SHARED, fill, workspace
from tests.fuzz.mutations import mutated

EXAMPLES = 150  # of events, and as many of interactions
MANY = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

_MESSAGE = {
    "type": "message",
    "user": PRIYA,
    "text": f"<@{BOT}> approvals wait",
    "ts": "1764000000.000100",
    "event_ts": "1764000000.000100",
    "channel": SHARED,
    "channel_type": "channel",
    "team": ACME,
    "user_team": ACME,
    "blocks": [{"type": "rich_text", "elements": []}],
}
_EVENTS = [
    _MESSAGE,
    _MESSAGE | {"type": "app_mention", "thread_ts": "1764000000.000001"},
    _MESSAGE | {"channel": "D0PRIYA", "channel_type": "im"},
    _MESSAGE
    | {
        "subtype": "file_share",
        "files": [{"id": "F1", "name": "a.md", "size": 3, "url_private_download": "https://x/y"}],
    },
    {
        "type": "message",
        "subtype": "message_changed",
        "channel": SHARED,
        "ts": "1764000001.0001",
        "message": _MESSAGE | {"text": "later words"},
        "previous_message": _MESSAGE,
    },
    {
        "type": "message",
        "subtype": "message_deleted",
        "channel": SHARED,
        "ts": "1764000002.0001",
        "deleted_ts": _MESSAGE["ts"],
        "previous_message": _MESSAGE,
    },
    {"type": "channel_shared", "connected_team_id": ACME, "channel": SHARED, "event_ts": "1.1"},
    {"type": "member_joined_channel", "user": PRIYA, "channel": SHARED, "team": HOME},
    {"type": "app_home_opened", "user": PRIYA, "channel": "D0PRIYA", "tab": "home"},
    {"type": "app_uninstalled"},
    {"type": "tokens_revoked", "tokens": {"bot": [BOT]}},
]
_PERSON = {"id": PRIYA, "team_id": ACME}
_VIEW = {
    "id": "V1",
    "type": "modal",
    "callback_id": "correction",
    "private_metadata": "{}",
    "state": {"values": {"words": {"words": {"value": "eight days"}}}},
    "hash": "1",
    "root_view_id": "V1",
    "title": {"type": "plain_text", "text": "x"},
    "blocks": [],
}
_INTERACTIONS = [
    {
        "type": "block_actions",
        "team": {"id": HOME},
        "user": _PERSON,
        "trigger_id": "t",
        "channel": {"id": SHARED},
        "message": {"ts": "1.1", "thread_ts": "1.1"},
        "container": {"type": "message", "message_ts": "1.1"},
        "actions": [{"type": "button", "action_id": name, "value": "r-1", "action_ts": "2.2"}],
    }
    for name in ("read:0", "not_like_us:1", "suggest:0", "notes:0", "alone:0", "feedback:0")
] + [
    {
        "type": "block_actions",
        "team": {"id": HOME},
        "user": _PERSON,
        "trigger_id": "t",
        "view": _VIEW,
        "actions": [
            {
                "type": "overflow",
                "action_id": "entry:e1",
                "action_ts": "2.2",
                "selected_option": {"value": "correct:e1"},
            }
        ],
    },
    *(
        {
            "type": "view_submission",
            "team": {"id": HOME},
            "user": _PERSON,
            "trigger_id": "t",
            "view": _VIEW | {"callback_id": name},
        }
        for name in ("correction", "alone_said", "other")
    ),
    {"type": "view_closed", "team": {"id": HOME}, "user": _PERSON, "view": _VIEW},
    {"type": "shortcut", "team": {"id": HOME}, "user": _PERSON, "callback_id": "x"},
    {
        "type": "message_action",
        "team": {"id": HOME},
        "user": _PERSON,
        "callback_id": "x",
        "message": _MESSAGE,
        "channel": {"id": SHARED},
        "trigger_id": "t",
    },
]


@pytest.fixture(scope="module")
async def fuzzed(tmp_path_factory):
    """A small bot in a workspace that lasts for all examples. What it asks of Slack may be odd."""
    folder = tmp_path_factory.mktemp("fuzzed")
    tables = folder / "tables.db"
    await (await open_database(f"sqlite:///{tables}")).close()
    async with (
        running(fill(StandIn())) as slack,
        small_bot(tables, folder) as bot,
    ):
        bot.roles = {f"slack:{JO}": Role.REP}
        async with workspace(slack, bot) as work:
            yield work


@given(
    event=mutated(_EVENTS), outer=st.sampled_from(["", "team_id", "event_id", "authorizations"])
)
@MANY
async def test_no_event_breaks_it(fuzzed, event, outer):
    whole = fuzzed.envelope(_MESSAGE)
    whole |= {"event": event} | ({outer: None} if outer else {})
    answer = await fuzzed.posts(json.dumps(whole), "application/json")
    await fuzzed.rest()
    assert answer.status_code < 500, answer.text[:200]


@given(interaction=mutated(_INTERACTIONS))
@MANY
async def test_no_interaction_breaks_it(fuzzed, interaction):
    form = urlencode({"payload": json.dumps(interaction)})
    answer = await fuzzed.posts(form, "application/x-www-form-urlencoded")
    await fuzzed.rest()
    assert answer.status_code < 500, answer.text[:200]


@given(body=st.binary(max_size=300), kind=st.sampled_from(["application/json", "text/plain", ""]))
@MANY
async def test_no_body_breaks_it(fuzzed, body, kind):
    answer = await fuzzed.posts(body.decode("latin-1"), kind or "x")
    assert answer.status_code < 500, answer.text[:200]


async def test_it_goes_on_after_all_that(fuzzed):
    before = len(fuzzed.slack.posted(SHARED))
    await fuzzed.mentions(PRIYA, "our close takes nine days")
    assert len(fuzzed.slack.posted(SHARED)) == before + 1
