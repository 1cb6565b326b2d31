"""Who may speak with the bot: whoever holds a token of Microsoft's for it, and nobody else."""

import time

import jwt
import pytest

from tests.fakes.teams import PRIYA, Signer, connector_at_work, personal, teams_of

HOUR = 3600
SECRET = "s" * 32


class Door:
    """Takes events and answers none."""

    def __init__(self):
        self.events = []

    async def accept(self, event):
        self.events.append(event)
        return type("Accepted", (), {"new": False})

    async def knows(self, key):
        return False


async def no_role(person):
    return None


@pytest.fixture
async def door(signer):
    """The channel alone, with nothing behind it but a list of what came through."""
    door = Door()
    async with connector_at_work(signer, Signer("email", endorses=["email"])) as connector:
        parts = {"respond": door, "read": None, "role_of": no_role}
        async with teams_of(connector, signer, **parts) as (_, client):
            client.door = door
            yield client


def hello(client, **more):
    text = {"text": "hello", "textFormat": "plain"}
    activity = client.activity(personal(), PRIYA, "message", **text)
    return {k: v for k, v in (activity | more).items() if v is not None}


async def status(client, token, activity=None):
    headers = {"authorization": f"Bearer {token}"} if token else {}
    answer = await client.http.post("/messages", json=activity or hello(client), headers=headers)
    return answer.status_code


async def test_a_token_of_microsoft_for_us_opens_the_door(door):
    assert await status(door, door.signer.token(door.connector.url)) == 200
    assert len(door.door.events) == 1


WRONG = {
    "another audience": {"aud": "someone-else"},
    "no audience": {"aud": None},
    "another issuer": {"iss": "https://sts.windows.net/tenant/"},
    "no issuer": {"iss": None},
    "run out": {"exp": int(time.time()) - HOUR},
    "without an end": {"exp": None},
    "not yet valid": {"nbf": int(time.time()) + HOUR},
    "for another service": {"serviceurl": "https://elsewhere.example/"},
    "for no service": {"serviceurl": None},
    "for an empty service": {"serviceurl": ""},
    "signed with an unknown key": {"headers": {"kid": "k9"}},
    "signed with no key named": {"headers": {"kid": ""}},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
async def test_a_wrong_token_is_refused(door, claims):
    assert await status(door, door.signer.token(door.connector.url, **claims)) == 401
    assert door.door.events == []


async def test_no_token_is_refused(door):
    assert await status(door, "") == 401


async def test_a_token_that_is_none_is_refused(door):
    assert await status(door, "not.a.token") == 401


async def test_a_scheme_other_than_bearer_is_refused(door):
    headers = {"authorization": f"Basic {door.signer.token(door.connector.url)}"}
    answer = await door.http.post("/messages", json=hello(door), headers=headers)
    assert answer.status_code == 401


async def test_a_key_of_another_with_the_name_of_ours_is_refused(door):
    forged = Signer(door.signer.key_id)
    assert await status(door, forged.token(door.connector.url)) == 401


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
async def test_another_algorithm_is_refused(door, algorithm):
    claims = jwt.decode(door.signer.token(door.connector.url), options={"verify_signature": False})
    key = SECRET if algorithm == "HS256" else None
    token = jwt.encode(claims, key, algorithm, headers={"kid": door.signer.key_id})
    assert await status(door, token) == 401


async def test_a_key_for_another_channel_is_refused(door):
    other = Signer("email")
    door.connector.keys[1] = other
    assert await status(door, other.token(door.connector.url)) == 401
    assert (
        await status(door, door.signer.token(door.connector.url), hello(door, channelId="email"))
        == 401
    )


async def test_an_activity_without_an_address_is_answered_where_the_token_says(door):
    nowhere = hello(door, serviceUrl=None)
    assert await status(door, door.signer.token(door.connector.url), nowhere) == 200
    [event] = door.door.events
    assert door.connector.url in event.room.address


async def test_an_activity_without_an_address_needs_a_token_with_one(door):
    nowhere = hello(door, serviceUrl=None)
    assert await status(door, door.signer.token("x", serviceurl=None), nowhere) == 401


async def test_keys_are_fetched_once_however_often_unknown_ones_are_named(door):
    for _ in range(5):
        await status(door, door.signer.token(door.connector.url, headers={"kid": "guessed"}))
    assert door.connector.asked.count("/keys") == 1


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"x" * 2_000_000], ids=["empty", "list", "cut", "huge"]
)
async def test_what_is_no_activity_is_refused(door, body):
    answer = await door.http.post("/messages", content=body)
    assert answer.status_code == 400


async def test_an_activity_of_an_unknown_kind_is_acknowledged_and_left_alone(door):
    token = door.signer.token(door.connector.url)
    assert await status(door, token, hello(door, type="trace")) == 200
    assert door.door.events == []
