"""Slack as npm's `emulate` plays it: started from its package, with people who write and press."""

import contextlib
import json
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack.manifest import scope_names
from bot.settings import CONTENT
from tests.fakes.emulated_door import Door, served_in_thread

PACKAGE, VERSION = "emulate", "0.12.2"
MISSING = (
    f"NO SLACK EMULATOR: Slack was not driven from outside. Install Node 20 and run "
    f"'npm install --no-save {PACKAGE}@{VERSION}', then run the tests again."
)
HOME, ACME, APP, BOT, BOT_ID = "T0HOME", "T0ACME", "A0APP", "U0BOT", "B0BOT"
PRIYA, JO, SAM = "U0PRIYA", "U0JO", "U0SAM"
SHARED, INTERNAL = "C0SHARED", "C0INTERNAL"
SIGNING, TOKEN = "a-signing-secret", "xoxb-emulated"
PEOPLE = {PRIYA: ACME, JO: HOME, SAM: HOME, BOT: HOME}
ROOMS = {SHARED: [PRIYA, JO, BOT], INTERNAL: [JO, SAM, BOT]}
ROOMS |= {f"D{who}": [who, BOT] for who in (PRIYA, JO, SAM)}
# What a person's own Slack may do.
_OF_PEOPLE = ["chat:write", "files:write", "files:read", "channels:history", "im:history"]
_PATIENCE = 40  # seconds
# With one of these a person sees something.
_SHOWS = (
    "chat.postMessage",
    "chat.stopStream",
    "chat.update",
    "reactions.add",
    "files.completeUploadExternal",
    "views.open",
    "views.push",
    "views.update",
)
_QUIET = 0.5  # seconds without a call of the bot's, after which it has said all


def find_emulator():
    """Find Node and the package, at the version that this was written for."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None:
        return None
    roots = [CONTENT / "node_modules"]
    if npm is not None:
        told = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False)
        roots.append(Path(told.stdout.strip()))
    packages = [root / PACKAGE for root in roots if (root / PACKAGE / "package.json").is_file()]
    fitting = [
        p for p in packages if json.loads((p / "package.json").read_text())["version"] == VERSION
    ]
    return (node, fitting[0]) if fitting else None


class EmulatedSlack:
    """A workspace: people write by their own tokens, and press what the bot has posted."""

    def __init__(self, door, front, bot_url):
        self.door = door
        self._bot_url = bot_url
        self._http = httpx.Client(base_url=f"{front}/api/", timeout=_PATIENCE)

    def says(self, who, text, room, thread=None):
        """Write a message, and wait until the bot has said all; gives its time stamp."""
        told = {"channel": room, "text": text} | ({"thread_ts": thread} if thread else {})
        with self._answered(who):
            return self.call("chat.postMessage", told, who)["ts"]

    def hands_over(self, who, room, name, content):
        """Put a file into a room."""
        place = self.call(
            "files.getUploadURLExternal", {"filename": name, "length": len(content)}, who
        )
        httpx.post(place["upload_url"], content=content).raise_for_status()
        told = {"files": [{"id": place["file_id"], "title": name}], "channel_id": room}
        with self._answered(who):
            self.call("files.completeUploadExternal", told, who)

    def presses(self, who, action, message, room):
        """Press a button of a message, or choose from its menu."""
        place = {"ts": message["ts"], "thread_ts": message.get("thread_ts") or message["ts"]}
        told = {"channel": {"id": room}, "message": place}
        told |= {"container": {"type": "message", "message_ts": message["ts"]}}
        self._interacts(who, "block_actions", told | {"actions": [action]})

    def presses_in(self, who, action, view):
        """Press what is in a modal."""
        told = {"view": view, "actions": [action]}
        self._interacts(who, "block_actions", told, view["id"])

    def submits(self, who, view, words=""):
        """Send a modal; gives what the bot says to show in its place."""
        state = {"values": {"words": {"words": {"value": words}}} if words else {}}
        return self._interacts(who, "view_submission", {"view": view | {"state": state}})

    def commands(self, who, command, text, room):
        """Type a slash command."""
        told = {"command": command, "text": text, "channel_id": room, "user_id": who}
        told |= {"team_id": HOME, "user_team_id": PEOPLE[who], "api_app_id": APP}
        return self._posts(who, told | {"trigger_id": self._trigger(who)})

    def said(self, room, thread=None):
        """Give the messages of the bot that stand in a room, oldest first."""
        found = self.call("conversations.history", {"channel": room})["messages"]
        roots = [thread] if thread else [m["ts"] for m in found if not m.get("thread_ts")]
        replies = [
            m
            for root in roots
            for m in self.call("conversations.replies", {"channel": room, "ts": root})["messages"]
        ]
        standing = {m["ts"]: m for m in [*found, *replies] if m["user"] == BOT}
        return sorted(standing.values(), key=lambda m: m["ts"])

    @property
    def modal(self):
        """The modal that was opened or changed last."""
        return self.door.views[-1]

    def until(self, true):
        """Wait for something to become true."""
        deadline = time.monotonic() + _PATIENCE
        while not true():
            assert time.monotonic() < deadline, self.door.calls[-3:]
            time.sleep(0.2)

    @contextlib.contextmanager
    def _answered(self, who):
        """Wait until the bot has shown someone something, and then nothing more for a moment."""
        before = self._shown_to(who)
        yield
        deadline = time.monotonic() + _PATIENCE
        while self._shown_to(who) == before or self._goes_on():
            assert time.monotonic() < deadline, self.door.calls[-3:]
            time.sleep(0.05)

    def _goes_on(self):
        """Whether the bot has just called, or a modal waits to be filled."""
        waits = any("One moment." in str(view["blocks"]) for view in self.door.views[-1:])
        return waits or time.monotonic() - self.door.last_call < _QUIET

    def _shown_to(self, who):
        """Count what someone was shown. What others are told on their own is no answer."""
        others = {room for room in ROOMS if room.startswith("D")} - {f"D{who}"}
        shown = [arguments for method, arguments in self.door.calls if method in _SHOWS]
        return len([a for a in shown if (a.get("channel") or a.get("channel_id")) not in others])

    def call(self, method, arguments, who=None):
        """Call Slack as a person does; to look, as one who is in all rooms does."""
        token = f"xoxp-{who or BOT}"
        answer = self._http.post(
            method, json=arguments, headers={"Authorization": f"Bearer {token}"}
        )
        told = answer.json()
        assert told["ok"], (method, arguments, told)
        return told

    def close(self):
        self._http.close()

    def _trigger(self, who, view=None):
        """Get what lets the bot open a modal: used once, for some seconds."""
        told = {"user_id": who} | ({"view_id": view} if view else {})
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = self._http.post("views.generateTriggerId", json=told, headers=headers).json()
        return answer["trigger_id"]

    def _interacts(self, who, kind, told, view=None):
        body = {
            "type": kind,
            "team": {"id": HOME},
            "user": {"id": who, "team_id": PEOPLE[who]},
            "api_app_id": APP,
            "trigger_id": self._trigger(who, view),
        }
        return self._posts(who, {"payload": json.dumps(body | told)})

    def _posts(self, who, form):
        """Send what Slack would send, signed as Slack does."""
        body, now = urlencode(form), str(int(time.time()))
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": now,
            "x-slack-signature": SignatureVerifier(SIGNING).generate_signature(
                timestamp=now, body=body
            ),
        }
        with self._answered(who):
            answer = httpx.post(self._bot_url, content=body, headers=headers, timeout=_PATIENCE)
        answer.raise_for_status()
        return answer.json() if answer.content else None


def settings(front):
    """Give the settings of a bot whose Slack is reached at `front`."""
    return {
        "GROUNDWORK_SLACK_BOT_TOKEN": TOKEN,
        "GROUNDWORK_SLACK_SIGNING_SECRET": SIGNING,
        "GROUNDWORK_SLACK_API_URL": f"http://127.0.0.1:{front.getsockname()[1]}/api/",
    }


@contextlib.contextmanager
def emulated_slack(bot_url, front, log):
    """A Slack for this address of a bot; it is reached at `front`, a socket that listens."""
    node, package = find_emulator()
    upstream, port = _free_port(), front.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    world = {
        "package": str(package),
        "port": upstream,
        "front": address,
        "bot_url": bot_url,
        "signing_secret": SIGNING,
        "team": HOME,
        "app": APP,
        "bot": BOT,
        "bot_id": BOT_ID,
        "people": PEOPLE,
        "rooms": ROOMS,
        "shared": [SHARED],
        "tokens": {
            TOKEN: {"user_id": BOT, "scopes": scope_names()},
            **{f"xoxp-{who}": {"user_id": who, "scopes": _OF_PEOPLE} for who in PEOPLE},
        },
    }
    environment = {"WORLD": json.dumps(world), "PATH": str(Path(node).parent)}
    with log.open("w+", encoding="utf-8") as told:
        script = Path(__file__).with_suffix(".mjs")
        process = subprocess.Popen([node, script], stdout=told, stderr=told, env=environment)
        try:
            _ready(process, log)
            door = Door(f"http://127.0.0.1:{upstream}", TOKEN, {SHARED: [HOME, ACME]})
            with served_in_thread(door.app, front):
                slack = EmulatedSlack(door, address, bot_url)
                try:
                    yield slack
                finally:
                    slack.close()
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def _ready(process, log):
    deadline = time.monotonic() + _PATIENCE
    while "ready" not in log.read_text("utf-8"):
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < deadline
        time.sleep(0.05)
