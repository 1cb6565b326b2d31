"""Whether Slack would take a call: by its own published types, and the limits beside them."""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from jsonschema import Draft7Validator
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

SCHEMAS = Path(__file__).parent / "schemas"
_ALL = json.loads((SCHEMAS / "methods.json").read_text("utf-8"))
METHODS = frozenset(_ALL["methods"])
_DEFINITIONS = _ALL["definitions"] | {"Block": False}  # any kind at all: for custom blocks
_VALIDATORS = {
    method: Draft7Validator({"$ref": reference, "definitions": _DEFINITIONS})
    for method, reference in _ALL["methods"].items()
}
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
# How long each text may be, and how many each list may hold, by where it stands.
_LONGEST = {
    ("section", "text"): 3000,
    ("card", "title"): 150,
    ("card", "subtitle"): 150,
    ("card", "body"): 200,
    ("header", "text"): 150,
    ("button", "text"): 75,
    ("button", "value"): 2000,
    ("markdown", "text"): 12_000,
    ("input", "label"): 2000,
    ("image", "alt_text"): 2000,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
}
_LONGEST_OF_ANY = {
    "action_id": 255,
    "block_id": 255,
    "callback_id": 255,
    "external_id": 255,
    "private_metadata": 3000,
    "placeholder": 150,
    "url": 3000,
    "markdown_text": 12_000,
}
_MOST = {
    ("actions", "elements"): 25,
    ("context", "elements"): 10,
    ("context_actions", "elements"): 5,
    ("section", "fields"): 10,
    ("carousel", "elements"): 10,
    ("overflow", "options"): 5,
    ("static_select", "options"): 100,
    ("radio_buttons", "options"): 10,
    ("checkboxes", "options"): 10,
}
_OPTION_TEXT, _OPTION_VALUE, _MESSAGE_TEXT, _TEXT, _PROMPTS = 75, 150, 4000, 3000, 4
_ALIVE = re.compile(r"<!|<https?:|<mailto:")
_BOOLEANS = {"0": False, "1": True, "false": False, "true": True}


def careless_in(method, arguments):
    """Give what Slack would take, and we never post: live commands and links, and previews."""
    if method not in ("chat.postMessage", "chat.update", "chat.postEphemeral"):
        return []
    texts = [arguments.get("text") or "", *(p["text"] for p in _parts(arguments) if _live(p))]
    found = [f"{method}: alive: {text[:80]}" for text in texts if _ALIVE.search(text)]
    quiet = all(arguments.get(name) is False for name in ("unfurl_links", "unfurl_media"))
    if method == "chat.postMessage" and not quiet:
        found.append(f"{method}: it may be unfurled")
    return found


def _live(part):
    return part.get("type") == "mrkdwn"


def wrong_with(method, arguments):
    """Give what is wrong with a call; an empty list for one that Slack would take."""
    if method not in METHODS:
        return [f"no such method: {method}"]
    found = [
        f"{e.json_path}: {e.message[:120]}"
        for e in _deepest(_VALIDATORS[method], _typed(method, arguments))
    ]
    view = arguments.get("view") or {}
    found += _blocks(arguments.get("blocks") or [], MESSAGE_BLOCKS)
    found += _blocks(view.get("blocks") or [], VIEW_BLOCKS)
    found += _formed(lambda: View(**view).to_dict()) if view else []
    found += ["text is too long"] * (len(arguments.get("text") or "") > _MESSAGE_TEXT)
    found += ["too many prompts"] * (len(arguments.get("prompts") or ()) > _PROMPTS)
    found += _limits(arguments)
    return [f"{method}: {one}" for one in found]


def _typed(method, arguments):
    """Read what came as words in a query or form as what it stands for."""
    shape = {"$ref": _ALL["methods"][method]}
    while "$ref" in shape:
        shape = _DEFINITIONS[unquote(shape["$ref"]).removeprefix("#/definitions/")]
    kinds = {k: v.get("type") for k, v in shape.get("properties", {}).items()}
    return {k: _read(kinds.get(k), v) for k, v in arguments.items()}


def _read(kind, value):
    if kind == "boolean" and not isinstance(value, bool):
        return _BOOLEANS.get(str(value), value)
    if kind == "array" and isinstance(value, str):
        return value.split(",")
    if kind == "number" and isinstance(value, str) and value.isdigit():
        return int(value)
    return value


def _deepest(validator, arguments):
    """Of a choice between types the error that is furthest in says most."""
    for error in validator.iter_errors(arguments):
        while error.context:
            error = max(error.context, key=lambda e: len(e.absolute_path))  # noqa: PLW2901
        yield error


def _blocks(blocks, most):
    found = [f"{len(blocks)} blocks"] * (len(blocks) > most)
    for block in blocks:
        found += _formed(lambda block=block: Block.parse(block).to_dict())
    for kind in ("block_id", "action_id"):
        counted = Counter(_named(blocks, kind))
        found += [f"{kind} twice: {name}" for name, n in counted.items() if n > 1]
    return found


def _formed(make):
    """Have the models of Slack's own library look at it: they know what must be there."""
    try:
        make()
    except (SlackObjectFormationError, TypeError, AttributeError) as error:
        return [str(error)]  # a limit; something that must be there; a kind that it does not know
    return []


def _named(thing, name):
    if isinstance(thing, dict):
        if name in thing:
            yield thing[name]
        thing = thing.values()
    if not isinstance(thing, str | int | float | bool | None):
        for part in thing:
            yield from _named(part, name)


def _limits(thing):
    """Hold every text and list in a call against its limit."""
    found = []
    for part in _parts(thing):
        kind = part.get("type")
        for key, value in part.items():
            longest = _LONGEST.get((kind, key)) or _LONGEST_OF_ANY.get(key)
            found += _length(f"{kind}.{key}", value, longest) if longest else []
            most = _MOST.get((kind, key))
            if most and not 0 < len(value) <= most:
                found.append(f"{kind}.{key} has {len(value)}")
        if kind in ("mrkdwn", "plain_text"):
            found += _length(kind, part, _TEXT)
        if "value" in part and isinstance(part.get("text"), dict) and kind is None:
            found += _length("an option", part, _OPTION_TEXT)
            found += _length("an option's value", part["value"], _OPTION_VALUE)
    return found


def _length(what, value, longest):
    text = value
    while isinstance(text, dict):
        text = text["text"]
    fits = len(text) <= longest and (bool(text) or not isinstance(value, dict))
    return [] if fits else [f"{what} has {len(text)} characters"]


def _parts(thing):
    if isinstance(thing, dict):
        yield thing
        thing = list(thing.values())
    if isinstance(thing, list):
        for part in thing:
            yield from _parts(part)
