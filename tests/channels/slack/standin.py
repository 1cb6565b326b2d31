"""A small Slack on loopback: it keeps messages, checks every call, and breaks when told to."""

import asyncio
import json
import time
from collections import defaultdict, deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from tests.channels.slack.canvases import HOME, Canvases
from tests.channels.slack.checks import careless_in, wrong_with
from tests.fakes.loopback import served

ACME = "T0ACME"
BOT, BOT_ID = "U0BOT", "B0BOT"
_JSON = ("blocks", "metadata", "view", "files", "chunks", "prompts", "document_content")


@dataclass(frozen=True)
class Fault:
    """What a call meets: `status` before anything is done, or `lost` after it was done.

    After `seconds` of waiting, what was done is told.
    """

    status: int = 200
    error: str = ""
    seconds: float = 0.0
    lost: bool = False


@dataclass
class Call:
    """A call that was made."""

    method: str
    arguments: dict
    token: str


@dataclass
class StandIn(Canvases):
    """State, calls and faults. `base` is the address of its API."""

    base: str = ""
    users: dict = field(default_factory=dict)
    teams: dict = field(default_factory=lambda: {ACME: "Acme Pumps"})
    channels: dict = field(default_factory=dict)
    members: dict = field(default_factory=dict)
    messages: defaultdict = field(default_factory=lambda: defaultdict(list))
    files: dict = field(default_factory=dict)
    homes: dict = field(default_factory=dict)
    views: dict = field(default_factory=dict)
    calls: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    faults: defaultdict = field(default_factory=lambda: defaultdict(deque))
    may_not_leave: bool = False
    no_dm: set = field(default_factory=set)

    def user(self, name, team=HOME, **more):
        """Add a person."""
        self.users[name] = {"id": name, "team_id": team} | more
        return name

    def channel(self, name, members=(), **more):
        """Add a channel."""
        self.channels[name] = {"id": name, "is_channel": True} | more
        self.members[name] = [*members, BOT]
        return name

    def break_next(self, method, *faults):
        """Let the next calls of a method fail."""
        self.faults[method].extend(faults)

    def break_everything(self, *faults):
        """Let the first calls of every method fail, of each by itself."""
        self.faults = defaultdict(lambda: deque(faults))

    def next_ts(self):
        return f"{int(time.time())}.{next(self._ids):06d}"

    def posted(self, channel):
        """Give what the bot wrote in a channel that still stands."""
        return [m for m in self.messages[channel] if not m.get("streaming")]

    def of(self, method):
        """Give the arguments of the calls of a method."""
        return [call.arguments for call in self.calls if call.method == method]

    def all_text(self, channel):
        """Give all that the bot ever sent to a channel, as one text."""
        sent = [c.arguments for c in self.calls if c.arguments.get("channel") == channel]
        return json.dumps(sent)

    async def answer(self, request):
        method = request.path_params["method"]
        arguments = await arguments_of(request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        token = arguments.pop("token", token)
        self.calls.append(Call(method, arguments, token))
        self.wrong += wrong_with(method, arguments) + careless_in(method, arguments)
        fault = self.faults[method].popleft() if self.faults[method] else Fault()
        if fault.status == 429:
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "0"})
        if fault.status >= 500 and not fault.lost:
            return PlainTextResponse("<html>broken</html>", fault.status)
        if fault.error:
            return JSONResponse({"ok": False, "error": fault.error})
        handler = getattr(self, "_" + method.replace(".", "_").lower(), None)
        if handler is None:
            self.wrong.append(f"{method}: the stand-in does not know it")
            return JSONResponse({"ok": False, "error": "unknown_method"})
        answer = handler(arguments)
        await asyncio.sleep(fault.seconds)
        if fault.lost:
            return PlainTextResponse("<html>broken</html>", fault.status)
        return JSONResponse({"ok": "error" not in answer} | answer)

    async def receive_file(self, request):
        self.files[request.path_params["id"]]["content"] = await request.body()
        return PlainTextResponse("OK")

    async def give_file(self, request):
        if request.headers.get("authorization") != "Bearer xoxb-test":
            return PlainTextResponse("no", 403)
        return PlainTextResponse(self.files[request.path_params["id"]]["content"])

    def _auth_test(self, _):
        return {"team_id": HOME, "user_id": BOT, "bot_id": BOT_ID, "team": "Northstar"}

    def _users_info(self, arguments):
        user = self.users.get(arguments["user"])
        return {"user": user} if user else {"error": "user_not_found"}

    def _team_info(self, arguments):
        name = self.teams.get(arguments["team"])
        return {"team": {"name": name}} if name else {"error": "team_not_found"}

    def _conversations_info(self, arguments):
        channel = self.channels.get(arguments["channel"])
        return {"channel": channel} if channel else {"error": "channel_not_found"}

    def _conversations_members(self, arguments):
        limit, start = int(arguments.get("limit", 100)), int(arguments.get("cursor") or 0)
        members = self.members.get(arguments["channel"])
        if members is None:
            return {"error": "channel_not_found"}
        end = start + limit
        cursor = str(end) if len(members) > end else ""
        return {"members": members[start:end], "response_metadata": {"next_cursor": cursor}}

    def _conversations_open(self, arguments):
        user = arguments["users"]
        if user in self.no_dm:
            return {"error": "user_not_visible"}
        return {"channel": {"id": f"D{user}"}}

    def _conversations_replies(self, arguments):
        found = [m for m in self.messages[arguments["channel"]] if m["thread"] == arguments["ts"]]
        return {"messages": found}

    def _conversations_history(self, arguments):
        found = [m for m in self.messages[arguments["channel"]] if m["thread"] == m["ts"]]
        return {"messages": found}

    def _chat_postmessage(self, arguments):
        if not (arguments.get("text") or arguments.get("blocks")):
            return {"error": "no_text"}
        ts = self.next_ts()
        message = {"ts": ts, "bot_id": BOT_ID, "thread": arguments.get("thread_ts", ts)}
        self.messages[arguments["channel"]].append(message | arguments)
        return {"ts": ts, "channel": arguments["channel"], "message": {}}

    def _chat_startstream(self, arguments):
        ts = self.next_ts()
        text = "".join(c.get("text", "") for c in arguments.get("chunks") or ())
        message = {"ts": ts, "bot_id": BOT_ID, "thread": arguments["thread_ts"], "text": text}
        self.messages[arguments["channel"]].append(message | {"streaming": True})
        return {"ts": ts, "channel": arguments["channel"]}

    def _chat_appendstream(self, arguments):
        message = self._find(arguments)
        message["text"] += "".join(c.get("text", "") for c in arguments.get("chunks") or ())
        return {"ts": arguments["ts"]}

    def _chat_stopstream(self, arguments):
        message = self._find(arguments)
        message["text"] += "".join(c.get("text", "") for c in arguments.get("chunks") or ())
        message |= {k: arguments[k] for k in ("blocks", "metadata") if k in arguments}
        del message["streaming"]
        return {"ts": arguments["ts"]}

    def _chat_update(self, arguments):
        found = [m for m in self.messages[arguments["channel"]] if m["ts"] == arguments["ts"]]
        if not found:
            return {"error": "message_not_found"}
        found[0].pop("blocks", None)
        found[0] |= {k: arguments[k] for k in ("text", "blocks", "metadata") if k in arguments}
        return {"ts": arguments["ts"], "channel": arguments["channel"]}

    def _conversations_leave(self, arguments):
        if self.may_not_leave:
            return {"error": "missing_scope"}
        self.members[arguments["channel"]].remove(BOT)
        return {}

    def _chat_delete(self, arguments):
        self.messages[arguments["channel"]].remove(self._find(arguments))
        return {}

    def _reactions_add(self, _):
        return {}

    def _assistant_threads_setstatus(self, _):
        return {}

    def _assistant_threads_setsuggestedprompts(self, _):
        return {}

    def _views_open(self, arguments):
        return self._shown(arguments, f"V{next(self._ids)}")

    def _views_push(self, arguments):
        return self._shown(arguments, f"V{next(self._ids)}")

    def _views_publish(self, arguments):
        self.homes[arguments["user_id"]] = arguments["view"]
        return {"view": {"id": f"V{next(self._ids)}"}}

    def _views_update(self, arguments):
        if arguments["view_id"] not in self.views:
            return {"error": "not_found"}
        return self._shown(arguments, arguments["view_id"])

    def _files_getuploadurlexternal(self, arguments):
        name = f"F{next(self._ids)}"
        self.files[name] = {"name": arguments["filename"]}
        return {"upload_url": f"{self.base}upload/{name}", "file_id": name}

    def _files_completeuploadexternal(self, arguments):
        channel = arguments["channel_id"]
        files = [self.files[f["id"]] for f in arguments["files"]]
        ts = self.next_ts()
        self.messages[channel].append(
            {
                "ts": ts,
                "bot_id": BOT_ID,
                "thread": arguments.get("thread_ts", ts),
                "text": "",
                "files": [{"name": f["name"]} for f in files],
            }
        )
        return {"files": arguments["files"]}

    def _shown(self, arguments, name):
        self.views[name] = arguments["view"]
        return {"view": {"id": name, "hash": self.next_ts()}}

    def _find(self, arguments):
        messages = self.messages[arguments["channel"]]
        return next(m for m in messages if m["ts"] == arguments["ts"])


async def arguments_of(request):
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if "json" in kind:
        given = json.loads(body or b"{}")
    elif "multipart" in kind:
        given = dict(await request.form())
    else:
        given = dict(parse_qsl(body.decode()))
    given |= dict(request.query_params)
    return {k: _read(k, v) for k, v in given.items()}


def _read(name, value):
    return json.loads(value) if name in _JSON and isinstance(value, str) else value


@asynccontextmanager
async def running(standin):
    """Serve a stand-in on a free port of loopback."""
    app = Starlette(
        routes=[
            Route("/api/upload/{id}", standin.receive_file, methods=["POST"]),
            Route("/api/file/{id}", standin.give_file),
            Route("/api/{method}", standin.answer, methods=["GET", "POST"]),
        ]
    )
    async with served(app) as address:
        standin.base = f"{address}/api/"
        yield standin
