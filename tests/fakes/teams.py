"""Teams without Teams: the service that a bot posts to, its keys, and people who write."""

import contextlib
import itertools
import json
import time
import uuid
from dataclasses import dataclass, field

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.teams.channel import open_channel
from bot.channels.teams.parts import Access, TeamsParts
from bot.channels.teams.tokens import ISSUER
from tests.fakes.serving import serving

HOME, ACME, BETA = "tenant-home", "tenant-acme", "tenant-beta"
APP_ID = "11111111-2222-3333-4444-555555555555"
BOT = f"28:{APP_ID}"
_numbers = itertools.count(1)


def person(name, tenant=ACME, role="user"):
    """Someone as a roster knows them."""
    key = name.lower()
    return {
        "id": f"29:{key}",
        "name": name,
        "aadObjectId": f"aad-{key}",
        "tenantId": tenant,
        "userRole": role,
    }


PRIYA, TOM = person("Priya"), person("Tom")
JO, SAM = person("Jo", HOME), person("Sam", HOME)
GINA = person("Gina", HOME, "guest")


class Signer:
    """Signs tokens as Microsoft does, with a key that is published at the connector."""

    def __init__(self, key_id="k1", endorses=("msteams",)):
        self.key_id = key_id
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        self.public = jwk | {"kid": key_id, "use": "sig", "endorsements": list(endorses)}

    def token(self, service, *, headers=None, **claims):
        """Give a token; a claim that is None is left out."""
        now = int(time.time())
        said = {"iss": ISSUER, "aud": APP_ID, "exp": now + 600, "nbf": now - 10}
        said |= {"serviceurl": service} | claims
        said = {k: v for k, v in said.items() if v is not None}
        kid = {"kid": self.key_id} | (headers or {})
        return jwt.encode(said, self.private, algorithm="RS256", headers=kid)


@dataclass
class Connector:
    """The service that a bot posts to: it records, and says who is in a room."""

    members: dict = field(default_factory=dict)  # conversation -> people
    keys: list = field(default_factory=list)
    posts: list = field(default_factory=list)  # (method, conversation, activity id, body)
    targeted: list = field(default_factory=list)  # (conversation, body) of what one person sees
    asked: list = field(default_factory=list)  # paths of what was only read
    faults: list = field(default_factory=list)  # (method, status, headers), each used once
    files: dict = field(default_factory=dict)
    closed: set = field(default_factory=set)  # people who have no chat with the bot
    url: str = ""

    @property
    def app(self):
        base = "/v3/conversations/{conversation}"
        return Starlette(
            routes=[
                Route("/keys", self._keys),
                Route("/v3/conversations", self._open, methods=["POST"]),
                Route(f"{base}/activities", self._post, methods=["POST"]),
                Route(f"{base}/activities/{{id}}", self._post, methods=["PUT", "DELETE"]),
                Route(f"{base}/activities/{{id}}/reactions/{{kind}}", self._post, methods=["PUT"]),
                Route(f"{base}/pagedMembers", self._roster),
                Route(f"{base}/members/{{person}}", self._member),
                Route("/files/{name}", self._file, methods=["GET", "PUT"]),
            ]
        )

    def said(self, conversation=None):
        """Give the messages that stand, in order; the drafts of a stream are left out."""
        standing = {}
        for method, where, key, body in self.posts:
            if conversation not in (None, where):
                continue
            if method == "DELETE":
                standing.pop(key, None)
            elif body.get("type") == "message":
                standing[key] = body
        return list(standing.values())

    async def _keys(self, request):
        self.asked.append(request.url.path)
        return JSONResponse({"keys": [signer.public for signer in self.keys]})

    async def _post(self, request):
        for fault in self.faults:
            if fault[0] == request.method:
                self.faults.remove(fault)
                return Response(status_code=fault[1], headers=fault[2] if fault[2:] else {})
        body = json.loads(await request.body() or b"{}")
        where = request.path_params["conversation"]
        streamed = (body.get("channelData") or {}).get("streamId")
        key = request.path_params.get("id") or streamed or f"m{next(_numbers)}"
        if request.query_params.get("isTargetedActivity"):
            assert body["recipient"]["isTargeted"]
            self.targeted.append((where, body))
            return JSONResponse({"id": key}, 201)
        self.posts.append((request.method, where, key, body))
        return JSONResponse({"id": key}, 201)

    async def _open(self, request):
        asked = await request.json()
        [member] = asked["members"]
        if member["id"] in self.closed:
            return JSONResponse({"error": {"code": "ForbiddenOperationException"}}, 403)
        known = [p for people in self.members.values() for p in people if p["id"] == member["id"]]
        room = f"a:own-chat-of-{member['id']}"
        self.members[room] = known[:1]
        return JSONResponse({"id": room}, 201)

    async def _roster(self, request):
        self.asked.append(request.url.path)
        people = self.members.get(request.path_params["conversation"])
        return JSONResponse({"members": people}) if people else Response(status_code=403)

    async def _member(self, request):
        self.asked.append(request.url.path)
        people = self.members.get(request.path_params["conversation"], ())
        wanted = request.path_params["person"]  # Teams takes either id
        found = [p for p in people if wanted in (p["id"], p["aadObjectId"])]
        return JSONResponse(found[0]) if found else Response(status_code=404)

    async def _file(self, request):
        self.asked.append(request.url.path)
        name = request.path_params["name"]
        if request.method == "PUT":
            self.files[name] = await request.body()
            return Response(status_code=201)
        return Response(self.files[name]) if name in self.files else Response(status_code=404)


@dataclass
class Place:
    """Where one writes: a personal chat, a group chat or a channel's thread."""

    id: str
    kind: str = "personal"
    host: str = ACME
    channel_kind: str = ""

    @property
    def channel_data(self):
        data = {"tenant": {"id": self.host}}
        if self.kind == "channel":
            data |= {"channel": {"id": "19:c"}, "team": {"id": "19:t"}}
            if self.channel_kind:
                data["channel"]["type"] = self.channel_kind
        return data


def personal(who=PRIYA):
    return Place(f"a:{who['name'].lower()}-{next(_numbers)}", "personal", who["tenantId"])


@dataclass
class Client:
    """Teams itself, as a bot's address sees it."""

    http: httpx.AsyncClient
    connector: Connector
    signer: Signer
    desk: object
    signs: bool = True

    async def sends(self, activity, **claims):
        """Send an activity as it is, with a token for it; gives the answer once all is done."""
        headers = {}
        if self.signs:
            token = self.signer.token(claims.pop("service", self.connector.url), **claims)
            headers["authorization"] = f"Bearer {token}"
        answer = await self.http.post("/messages", json=activity, headers=headers)
        await self.desk.finish()
        return answer

    async def says(self, place, text, who=PRIYA, *, mention=None, **more):
        """Write a message; elsewhere than in a personal chat the bot is mentioned."""
        entities = []
        if mention if mention is not None else place.kind != "personal":
            name = "<at>Groundwork</at>"
            entities = [{"type": "mention", "mentioned": {"id": BOT}, "text": name}]
            text = f"{name} {text}"
        values = {"text": text, "textFormat": "plain", "entities": entities} | more
        return await self.sends(self.activity(place, who, "message", **values))

    async def invokes(self, place, name, value, who=PRIYA, **more):
        """Have the client ask something that is answered at once."""
        activity = self.activity(place, who, "invoke", name=name, value=value, **more)
        return await self.sends(activity)

    async def presses(self, place, data, who=PRIYA):
        """Press a button of a card."""
        action = {"type": "Action.Execute", "verb": "press", "data": data}
        return await self.invokes(place, "adaptiveCard/action", {"action": action}, who)

    def activity(self, place, who, kind, **more):
        """Make an activity."""
        account = {k: who[k] for k in ("id", "name", "aadObjectId")}
        return {
            "type": kind,
            "id": str(uuid.uuid4()),
            "channelId": "msteams",
            "serviceUrl": self.connector.url,
            "timestamp": "2026-11-20T09:30:00Z",
            "from": account,
            "recipient": {"id": BOT, "name": "Groundwork"},
            "conversation": {
                "id": place.id,
                "conversationType": place.kind,
                "tenantId": place.host,
            },
            "channelData": place.channel_data,
        } | more


@contextlib.asynccontextmanager
async def connector_at_work(*signers):
    """A connector on loopback."""
    connector = Connector(keys=list(signers))
    async with serving(connector.app) as url:
        connector.url = url
        yield connector


async def _sends_as(_scope, _tenant):
    return jwt.encode({"exp": int(time.time()) + 3600}, "x" * 32)


@contextlib.asynccontextmanager
async def teams_of(connector, signer, **parts):
    """The channel before these use cases, and a client that writes to it."""
    given = {
        "app_id": APP_ID,
        "tenant": HOME,
        "keys_url": f"{connector.url}/keys",
        "token": _sends_as,
    }
    access = Access(**(given | parts.pop("access", {})))
    values = {"operator": "Northstar", "patience": 5.0, "pace": 0.0} | parts
    async with open_channel(TeamsParts(access=access, **values)) as channel:
        base = "http://127.0.0.1:8000/teams"
        served = Starlette(routes=[channel.served])
        transport = httpx.ASGITransport(served, client=("127.0.0.1", 5000))
        async with httpx.AsyncClient(transport=transport, base_url=base) as http:
            signs = not access.unauthenticated
            yield channel, Client(http, connector, signer, channel.desk, signs=signs)
