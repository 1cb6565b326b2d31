"""What is posted to Slack, drawn by npm's `slack-blocks-to-jsx`, which is not Slack's client."""

import json
import shutil
import subprocess
from pathlib import Path

from bot.settings import CONTENT
from tests.fakes.emulated_slack import BOT

PACKAGES = {"slack-blocks-to-jsx": "1.1.1", "react": "18.3.1", "react-dom": "18.3.1"}
_INSTALL = " ".join(f"{name}@{version}" for name, version in PACKAGES.items())
MISSING = (
    "NO RENDERER FOR SLACK'S BLOCKS: none were drawn. Install Node and run "
    f"'npm install --no-save {_INSTALL}', then run the tests again."
)
_SCRIPT = Path(__file__).with_name("slack_picture.mjs")


def find_renderer():
    """Find Node and the folder of the packages."""
    node, modules = shutil.which("node"), CONTENT / "node_modules"
    there = all((modules / name / "package.json").is_file() for name in PACKAGES)
    return (node, modules) if node and there else None


def page_of(messages, title=""):
    """Draw messages, or with a title a modal, as an HTML page."""
    node, modules = find_renderer()
    told = {"modules": str(modules), "messages": messages, "title": title}
    drawn = subprocess.run(
        [node, _SCRIPT], input=json.dumps(told), text=True, capture_output=True, check=True
    )
    return drawn.stdout


def written(name, text):
    """A message of a person."""
    return {"name": name, "text": text.replace(f"<@{BOT}>", "@groundwork")}


def posted(message):
    """A message of the bot's. What was streamed stands above its blocks."""
    blocks = _drawable(message.get("blocks") or [])
    if not any(block["type"] == "section" for block in blocks):
        said = {"type": "plain_text", "text": message["text"].strip()}
        blocks = [{"type": "section", "text": said}, *blocks]
    return {"name": "Groundwork", "blocks": blocks}


def modal(view):
    """A modal, without the frame that Slack puts around it."""
    return {"name": "", "blocks": _drawable(view["blocks"])}


def _drawable(thing):
    """The renderer takes `verbatim` for text without any marks; to Slack it says 'no links'."""
    if isinstance(thing, dict):
        return {k: _drawable(v) for k, v in thing.items() if k != "verbatim"}
    return [_drawable(part) for part in thing] if isinstance(thing, list) else thing


def words_of(thing):
    """Give all texts that blocks show, in plain words."""
    if isinstance(thing, dict):
        kind, text = thing.get("type"), thing.get("text")
        if kind in ("mrkdwn", "plain_text"):
            yield text
        thing = [v for k, v in thing.items() if k not in ("options", "placeholder")]
    for part in thing if isinstance(thing, list) else ():
        yield from words_of(part)
