"""Microsoft's own local playground for Teams apps: started from its npm package, and driven."""

import contextlib
import json
import shutil
import subprocess
import threading
import time
from pathlib import Path

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bot.settings import CONTENT

PACKAGE = "@microsoft/m365agentsplayground"
VERSION = "0.2.28"
MISSING = (
    f"NO TEAMS PLAYGROUND: Teams was not driven. Install Node and run "
    f"'npm install --no-save {PACKAGE}@{VERSION}', then run the tests again."
)
_PATIENCE = 40  # seconds
_QUIET = 1.0  # seconds
TENANT = "00000000-0000-0000-0000-0000000000001"
_NAMES = ("Priya Nair", "Jo Field", "Tom Reyes", "Lena Ortiz", "Raj Patel", "Sam Cole")


def _person(n, name):
    given, surname = name.split()
    mail = f"{given.lower()}@example.com"
    return {
        "id": f"user-id-{n}",
        "name": name,
        "userPrincipleName": mail,
        "aadObjectId": f"00000000-0000-0000-0000-00000000000{20 + n}",
        "givenName": given,
        "surname": surname,
        "email": mail,
    }


def _world(me):
    """Who is there: the first is at the keyboard. The playground knows one tenant alone."""
    people = [_person(n, name) for n, name in enumerate(_NAMES)]
    others = [person for n, person in enumerate(people) if n != me]
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": "00000000-0000-0000-0000-00000000000011", "name": "Groundwork"},
        "currentUser": people[me],
        "users": others,
        "personalChat": {"id": "personal-chat"},
        "groupChat": {"id": "group-chat", "name": "Closing the books"},
        "team": {
            "id": "team",
            "name": "Acme and Northstar",
            "aadGroupId": "00000000-0000-0000-0000-000000000031",
            "channels": [{"id": "channel", "name": "Approvals"}],
        },
    }


def find_playground():
    """Find Node and the playground's start file: in the project, else among global packages."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None:
        return None
    roots = [CONTENT / "node_modules"]
    if npm is not None:
        told = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False)
        roots.append(Path(told.stdout.strip()))
    starts = [root / PACKAGE / "cli.js" for root in roots]
    return next(((node, start) for start in starts if start.is_file()), None)


class Playground:
    """One playground: its people write, and what the bot answers is heard."""

    def __init__(self, url):
        self.http = httpx.Client(base_url=url, timeout=_PATIENCE)
        self.config = self.http.get("/_internal/v1/config").json()["config"]
        self.heard = []
        self.address = url
        self._url = url.replace("http", "ws", 1) + "/_ws_conversation/v1/conversations/stream"
        self._listening = threading.Event()
        self._socket = None
        threading.Thread(target=self._listen, daemon=True).start()
        assert self._listening.wait(_PATIENCE)

    @property
    def me(self):
        return self.config["currentUser"]["id"]

    @property
    def personal(self):
        return self.config["personalChat"]["id"]

    @property
    def group(self):
        return self.config["groupChats"][0]["id"]

    @property
    def channel(self):
        return self.config["teams"][0]["channels"][0]["id"]

    def says(self, room, text, *, mention=False):
        """Write a message; gives the room that the answer has come in, a thread perhaps."""
        before = len(self.said(room))
        body = {"from": {"id": self.me}, "text": text, "textFormat": "plain"}
        if mention:
            name = f"<at>{self.config['bot']['name']}</at>"
            body |= {"text": f"{name} {text}"}
            body["mentions"] = [{"mentioned": {"id": self.config["bot"]["id"]}, "text": name}]
        sent = self.http.post(f"/_conversation/v1/conversations/{room}/messages", json=body)
        sent.raise_for_status()
        where = sent.json().get("postConversationId", room)
        self.until(lambda: len(self.said(where)) > before * (where == room))
        self.settle()
        return where

    def said(self, room):
        """Give the messages of the bot that stand in a room, oldest first."""
        standing = {}
        for message in self.heard:
            if message["room"] == room:
                standing[message["messageId"]] = message
        return [m for m in standing.values() if not _is_passing(m)]

    def asks(self, name, value, room=None, who=None, reply_to=None):
        """Have the client ask something that is answered at once."""
        body = {"name": name, "value": value, "from": {"id": who or self.me}}
        body |= {"conversation": {"id": room or self.personal}, "replyToId": reply_to}
        answer = self.http.post("/_conversation/v1/invoke", json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else {}

    def triggers(self, kind, room=None):
        """Send one of the events that the playground knows by heart."""
        asked = {"conversationId": room or self.personal, "type": kind}
        template = self.http.get("/_internal/v1/customActivities/template", params=asked).json()
        return self.http.post("/_internal/v1/customActivities", json=template)

    def until(self, true):
        """Wait for something to become true."""
        deadline = time.monotonic() + _PATIENCE
        while not true():
            assert time.monotonic() < deadline, json.dumps(self.heard[-3:])[:2000]
            time.sleep(0.1)

    def settle(self):
        """Wait until the bot has said all: text and card come one after the other here."""
        heard = -1
        while heard != len(self.heard):
            heard = len(self.heard)
            time.sleep(_QUIET)

    def close(self):
        self._socket.close()
        self.http.close()

    def _listen(self):
        with contextlib.suppress(ConnectionClosed), connect(self._url) as self._socket:
            self._listening.set()
            for frame in self._socket:
                told = json.loads(frame)
                message = told.get("message") or {}
                if (message.get("from") or {}).get("id") == self.config["bot"]["id"]:
                    self.heard.append(message | {"room": told.get("actionConversationId")})


def _is_passing(message):
    """A stream that has not ended yet, and the line that asks to wait."""
    streamed = (message.get("streamEntity") or {}).get("streamType", "final")
    return streamed != "final" or message.get("text", "").endswith("…")


@contextlib.contextmanager
def playground_for(endpoint, folder, me=0):
    """A playground before this address of a bot; `me` is who sits at its keyboard."""
    node, start = find_playground()
    folder.mkdir(exist_ok=True)
    log = folder / "log"
    # Its own format is YAML, which JSON is as well.
    (folder / ".m365agentsplayground.yml").write_text(json.dumps(_world(me)), "utf-8")
    command = [node, start, "start", "-e", endpoint, "-c", "msteams", "-p", "0"]
    environment = {"TEAMSAPPTESTER_BROWSER": "none", "PATH": str(Path(node).parent)}
    with log.open("w+", encoding="utf-8") as told:
        process = subprocess.Popen(
            [*command, "--disable-telemetry"],
            stdout=told,
            stderr=told,
            env=environment,
            cwd=folder,
        )
        try:
            playground = Playground(_address(process, log))
            yield playground
            playground.close()
        finally:
            process.terminate()
            process.wait(timeout=30)


def _address(process, log):
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        for word in log.read_text("utf-8").split():
            if word.isdigit():
                return f"http://127.0.0.1:{word}"
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8"))
