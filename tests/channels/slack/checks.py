"""Whether Slack would take a call: by its own published types, and the limits beside them."""

import json
from collections import Counter
from pathlib import Path

from jsonschema import Draft7Validator
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

SCHEMAS = Path(__file__).parent / "schemas"
_ALL = json.loads((SCHEMAS / "methods.json").read_text("utf-8"))
_TYPES = {
    "chat.postMessage": "PostMessage",
    "chat.startStream": "StartStream",
    "chat.appendStream": "AppendStream",
    "chat.stopStream": "StopStream",
    "assistant.threads.setStatus": "SetStatus",
    "views.open": "ViewsOpen",
    "views.push": "ViewsOpen",
}
_VALIDATORS = {
    method: Draft7Validator(_ALL | {"$ref": f"#/definitions/{name}"})
    for method, name in _TYPES.items()
}
# What each text may hold, by where it stands.
_LIMITS = {
    ("section", "text"): 3000,
    ("card", "title"): 150,
    ("card", "subtitle"): 150,
    ("card", "body"): 200,
    ("header", "text"): 150,
    ("button", "text"): 75,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
}


def wrong_with(method, arguments):
    """Give what is wrong with a call; an empty list for one that Slack would take."""
    found = []
    if validator := _VALIDATORS.get(method):
        found += [
            f"{method}: {e.json_path}: {e.message[:120]}" for e in _deepest(validator, arguments)
        ]
    blocks = arguments.get("blocks") or []
    view = arguments.get("view") or {}
    found += _blocks(blocks, 50) + _blocks(view.get("blocks") or [], 100)
    found += _texts(blocks) + _texts([view] if view else [])
    if view:
        View(**view).to_dict()
        found += ["private_metadata is too long"] * (len(view.get("private_metadata", "")) > 3000)
    found += ["text is too long"] * (len(arguments.get("text") or "") > 4000)
    return found


def _deepest(validator, arguments):
    """Of a choice between types the error that is furthest in says most."""
    for error in validator.iter_errors(arguments):
        while error.context:
            error = max(error.context, key=lambda e: len(e.absolute_path))  # noqa: PLW2901
        yield error


def _blocks(blocks, most):
    found = [f"{len(blocks)} blocks"] * (len(blocks) > most)
    for block in Block.parse_all(blocks):
        block.to_dict()  # raises for what is over its limits
    for kind in ("block_id", "action_id"):
        counted = Counter(_named(blocks, kind))
        found += [f"{kind} twice: {name}" for name, n in counted.items() if n > 1]
    return found


def _named(thing, name):
    if isinstance(thing, dict):
        if name in thing:
            yield thing[name]
        thing = thing.values()
    if not isinstance(thing, str | int | float | bool | None):
        for part in thing:
            yield from _named(part, name)


def _texts(things):
    found = []
    for thing in things if isinstance(things, list) else [things]:
        if not isinstance(thing, dict):
            continue
        for key, value in thing.items():
            limit = _LIMITS.get((thing.get("type"), key))
            if limit and isinstance(value, dict) and not 0 < len(value["text"]) <= limit:
                found.append(f"{thing['type']}.{key} has {len(value['text'])} characters")
            found += _texts(value if isinstance(value, list) else [value])
        if len(str(thing.get("action_id", ""))) > 255 or len(str(thing.get("value", ""))) > 2000:
            found.append("an id is too long")
        if thing.get("type") == "overflow":
            found += [
                "an option is too long"
                for o in thing["options"]
                if len(o["value"]) > 150 or len(o["text"]["text"]) > 75
            ]
    return found
