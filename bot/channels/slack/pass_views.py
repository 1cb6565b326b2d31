"""The modal to pass notes on: the page as it would be read, and what may be changed in it."""

from collections.abc import Mapping
from typing import Any

from bot.channels.slack.buttons import PASS_CHANGED, SUGGEST
from bot.channels.slack.render import said
from bot.channels.slack.texts import VIEW_BLOCKS, VIEW_TITLE, Block, plain_text, sections, unmarked
from bot.channels.slack.views import Kept, View
from bot.domain.passed import LONGEST_EXTRA
from bot.domain.remember import PASS
from bot.domain.reply import Attachment, Reply
from bot.domain.suggestions import LABELS

# What stands before the words of a field, as one would type it in a message.
_FIELDS = {
    "without": ("Lines to leave out, by number", "without "),
    "times": ("Times that suit you", "times: "),
    "background": ("Background", "background: "),
    "language": ("Language", "language: "),
}
_CHANGE = "Change the page"


def page_in(reply: Reply) -> Attachment | None:
    """Give the page that a reply previews, if it does."""
    return next((a for a in reply.attachments if a.kind == PASS), None)


def pass_view(room: str, reply: Reply, page: Attachment) -> View:
    """The page that would be passed on, word for word."""
    shown = [*sections(said(reply)), {"type": "divider"}, *sections(unmarked(page.text))]
    foot = [_send(), {"type": "divider"}, *(_field(name) for name in _FIELDS)]
    return {
        "type": "modal",
        "title": plain_text("Pass these on", VIEW_TITLE),
        "close": plain_text("Close", VIEW_TITLE),
        "submit": plain_text(_CHANGE, VIEW_TITLE),
        "callback_id": PASS_CHANGED,
        "private_metadata": str(Kept(room)),
        "blocks": [*shown[: VIEW_BLOCKS - len(foot)], *foot],
    }


def changes_in(view: Mapping[str, Any]) -> str:
    """Give what was filled in as the lines that one would type."""
    values = (view.get("state") or {}).get("values") or {}
    lines = []
    for name, (_, before) in _FIELDS.items():
        value = ((values.get(name) or {}).get(name) or {}).get("value")
        if words := " ".join(str(value or "").replace("\0", "").split()):
            lines.append(before + words)
    return "\n".join(lines)


def _send() -> Block:
    button = {
        "type": "button",
        "action_id": f"{SUGGEST}:send",
        "text": plain_text(LABELS["send"], 75),
        "value": "send",
        "style": "primary",
    }
    return {"type": "actions", "elements": [button]}


def _field(name: str) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": plain_text(_FIELDS[name][0], 2000),
        "element": {
            "type": "plain_text_input",
            "action_id": name,  # no two of a modal may be the same
            "max_length": LONGEST_EXTRA,
        },
    }
