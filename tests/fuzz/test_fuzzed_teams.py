"""Activities in any shape, with a good token: no 500, and work goes on."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.teams import HOME, PRIYA, Place, Signer, connector_at_work, teams_of
from tests.fuzz.mutations import mutated

EXAMPLES = 150
MANY = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_ROOM = Place("a:priya", "personal", HOME)
_GROUP = Place("19:group@thread.v2", "groupChat", HOME)
_CARD = {"action": {"type": "Action.Execute", "verb": "press", "data": {"press": "read"}}}
_SEARCH = {"commandId": "stories", "parameters": [{"name": "words", "value": "close"}],
           "queryOptions": {"skip": 0, "count": 25}}  # fmt: skip
_SENT = [
    ("message", {"text": "approvals wait", "textFormat": "plain", "entities": []}),
    (
        "message",
        {"text": "", "attachments": [{"contentType": "text/html", "content": "<p>x</p>"}]},
    ),
    ("messageUpdate", {"text": "later words", "channelData": {"eventType": "editMessage"}}),
    ("messageDelete", {}),
    ("conversationUpdate", {"membersAdded": [{"id": "29:priya"}], "membersRemoved": []}),
    ("installationUpdate", {"action": "add"}),
    ("messageReaction", {"reactionsAdded": [{"type": "like"}]}),
    ("invoke", {"name": "adaptiveCard/action", "value": _CARD}),
    ("invoke", {"name": "task/fetch", "value": {"data": {"press": "notes"}}}),
    ("invoke", {"name": "task/submit", "value": {"data": {"entry": "e1", "words": "eight"}}}),
    ("invoke", {"name": "composeExtension/query", "value": _SEARCH}),
    ("invoke", {"name": "composeExtension/fetchTask", "value": {"commandId": "beside"}}),
    ("invoke", {"name": "fileConsent/invoke", "value": {"action": "accept"}}),
    ("invoke", {"name": "message/submitAction", "value": {"actionName": "feedback"}}),
]


@pytest.fixture(scope="module")
async def fuzzed(app):
    """The whole bot behind the channel, for all examples."""
    signer = Signer()
    parts = {"respond": app.respond, "read": app.read}
    parts |= {"role_of": app.people.role_of, "greeting": "I am a bot."}
    async with (
        connector_at_work(signer) as connector,
        teams_of(connector, signer, **parts) as (channel, client),
    ):
        app.posters["teams"], app.members["teams"] = channel.poster, channel.members
        app.names["teams"] = channel.members
        yield client
        del app.posters["teams"], app.members["teams"], app.names["teams"]


@pytest.fixture(scope="module")
def bases(fuzzed):
    return [
        fuzzed.activity(place, PRIYA, kind, **more)
        for place in (_ROOM, _GROUP)
        for kind, more in _SENT
    ]


async def post(client, body):
    """Send a body with a good token, and wait until all is done."""
    token = client.signer.token(client.connector.url)
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    answer = await client.http.post("/messages", content=body, headers=headers)
    await client.desk.finish()
    return answer


@given(data=st.data())
@MANY
async def test_no_activity_breaks_it(fuzzed, bases, data):
    activity = data.draw(mutated(bases))
    answer = await post(fuzzed, json.dumps(activity).encode())
    assert answer.status_code < 500, answer.text[:200]


@given(body=st.binary(max_size=300))
@MANY
async def test_no_body_breaks_it(fuzzed, body):
    answer = await post(fuzzed, body)
    assert answer.status_code < 500, answer.text[:200]


async def test_it_goes_on_after_all_that(fuzzed):
    answer = await fuzzed.says(_ROOM, "our close takes nine days")
    assert answer.status_code < 300
    assert any("nine days" in json.dumps(body) for *_, body in fuzzed.connector.posts[-3:])
