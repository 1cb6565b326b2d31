"""The app's manifest for Slack, with the fewest scopes, and why each of them is needed."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scope:
    """A right that the bot asks for: what for, in events that it hears and methods it calls.

    `shown` are the features of the manifest that it is for.
    """

    name: str
    why: str
    events: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


SCOPES = (
    Scope("app_mentions:read", "to hear who mentions it", ("app_mention",)),
    Scope(
        "assistant:write",
        "to show that it is at work, and to offer beginnings in the agent view",
        ("app_home_opened", "assistant_thread_started"),
        ("assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts"),
    ),
    Scope(
        "channels:history",
        "to hear the answer of the person it just asked, in threads of public channels it was "
        "invited to; what is not meant for it is dropped at once. Read back only to settle "
        "whether a reply of its own was posted",
        ("message.channels",),
        ("conversations.replies", "conversations.history"),
    ),
    Scope(
        "groups:history",
        "the same in private channels; shared channels often are private",
        ("message.groups",),
        ("conversations.replies", "conversations.history"),
    ),
    Scope(
        "im:history",
        "to hear what is written to it directly. Read back only to settle whether a reply of its "
        "own was posted",
        ("message.im",),
        ("conversations.replies", "conversations.history"),
    ),
    Scope(
        "channels:read",
        "to see at each turn whether another company reads a public channel",
        ("channel_shared", "channel_unshared", "member_joined_channel", "member_left_channel"),
        ("conversations.info", "conversations.members"),
    ),
    Scope(
        "groups:read",
        "the same for private channels",
        ("channel_shared", "channel_unshared", "member_joined_channel", "member_left_channel"),
        ("conversations.info", "conversations.members"),
    ),
    Scope(
        "team:read",
        "to call a company that a channel is shared with by its name, for your own people",
        (),
        ("team.info",),
    ),
    Scope(
        "users:read",
        "to tell your own people from guests and strangers; no e-mail addresses",
        (),
        ("users.info",),
    ),
    Scope(
        "chat:write",
        "to answer, and to take a story out of its own messages when it is withdrawn",
        (),
        (
            "chat.postMessage",
            "chat.update",
            "chat.delete",
            "chat.startStream",
            "chat.appendStream",
            "chat.stopStream",
        ),
    ),
    Scope(
        "reactions:write",
        "to answer a thank-you with a reaction and no message",
        (),
        ("reactions.add",),
    ),
    Scope(
        "commands",
        "to be asked with a slash command or from the menu of a message; it reads no other",
        shown=("slash_commands", "shortcuts"),
    ),
    Scope(
        "im:write",
        "to open a direct message for whoever presses 'Continue privately', and for your own "
        "people who ask for something of their own where buyers read",
        (),
        ("conversations.open",),
    ),
    Scope(
        "files:write",
        "to hand people their notes as files, in a direct message",
        (),
        ("files.getUploadURLExternal", "files.completeUploadExternal"),
    ),
    Scope(
        "files:read",
        "to read a story file that a content owner hands over in a direct message, or in the one "
        "channel that is set for it, and to find the link of a canvas of its own",
        ("message.im", "message.channels", "message.groups"),
        ("files.info",),
    ),
)
# Asked for as optional: whoever installs the app may leave them out.
OPTIONAL = (
    Scope(
        "channels:manage",
        "to leave a public channel when one of your people tells it to; without it, it says how "
        "to remove it",
        (),
        ("conversations.leave",),
    ),
    Scope("groups:write", "the same for private channels", (), ("conversations.leave",)),
)
# Asked for only where whoever runs the bot wants it.
CANVAS = Scope(
    "canvases:write",
    "to hand people their notes as a canvas too, shared with each reader alone, and to delete it "
    "when they say so; it is asked for only with --canvas",
    (),
    ("canvases.create", "canvases.access.set", "canvases.delete"),
)
STORIES_FOR_THIS = "stories_for_this"


@dataclass(frozen=True, slots=True)
class Command:
    """What can be typed with a slash, and the hint that Slack shows beside it."""

    name: str
    about: str
    hint: str


COMMANDS = (
    Command(
        "/stories",
        "Find stories by words: a matter, a trade, a size, an ending. Only you see them.",
        "warehouses that gave up",
    ),
    Command(
        "/brief",
        "Sum up what a company said where you read along, and what it passed on. Only you see it.",
        "acme, or nothing for the company of this channel",
    ),
    Command(
        "/prep",
        "Prepare for a meeting: their words, who is missing, what to bring. Only you see it.",
        "acme, or nothing for the company of this channel",
    ),
    Command(
        "/link",
        "Say which channel of your own people is told when a shared channel asks for a person.",
        "#the-other-channel",
    ),
    Command(
        "/story",
        "Tell a story, or review one: it goes on in our direct messages.",
        "tell | review | review The board on Monday | gaps",
    ),
)
TAKE_BACK = "take_back"
SHORTCUTS = (
    (TAKE_BACK, "Take this back", "Take back a reply of the bot's that is wrong"),
    (STORIES_FOR_THIS, "Stories for this", "Find stories for what a message says, for you alone"),
)
NO_SCOPE_EVENTS = ("app_uninstalled", "tokens_revoked")
NO_SCOPE_METHODS = ("auth.test", "views.open", "views.push", "views.update", "views.publish")
PROMPTS = (
    ("Just looking around", "Just looking around. What is this?"),
    ("Something takes too long", "Something here takes us far longer than it should."),
    ("A chance we might take", "There is something we could go after, but we have one shot."),
    ("Show my notes", "Show my notes"),
)
_ABOUT = (
    "Tells what earlier customers went through, failures included, and helps to put a problem "
    "into words. Your words stay yours."
)
_LEGACY = "assistant_thread_started"  # heard where it comes; new apps never get it


def scope_names(*, canvas: bool = False) -> list[str]:
    """Give the scopes to ask for; with `canvas` the right to make canvases, too."""
    return [scope.name for scope in (*SCOPES, *([CANVAS] if canvas else []))]


def events() -> list[str]:
    """Give the events to subscribe to."""
    heard = [event for scope in SCOPES for event in scope.events if event != _LEGACY]
    return sorted({*heard, *NO_SCOPE_EVENTS})


def manifest(url: str = "", *, canvas: bool = False) -> dict[str, Any]:
    """Give the manifest: for Socket Mode, or for HTTP at the address where the bot is served."""
    base = url.rstrip("/")
    commands: list[dict[str, Any]] = [
        {"command": c.name, "description": c.about, "usage_hint": c.hint, "should_escape": True}
        for c in COMMANDS
    ]
    subscriptions: dict[str, Any] = {"bot_events": events()}
    interactivity: dict[str, Any] = {"is_enabled": True}
    optional = [scope.name for scope in OPTIONAL]
    oauth: dict[str, Any] = {
        "scopes": {
            "bot": [*scope_names(canvas=canvas), *optional],
            "bot_optional": optional,
        }
    }
    if base:
        subscriptions["request_url"] = interactivity["request_url"] = f"{base}/slack/events"
        commands = [command | {"url": f"{base}/slack/events"} for command in commands]
        oauth["redirect_urls"] = [f"{base}/slack/oauth_redirect"]
    return {
        "_metadata": {"major_version": 2},
        "display_information": {"name": "Groundwork", "description": _ABOUT},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "groundwork", "always_online": True},
            "shortcuts": [
                {"name": name, "type": "message", "callback_id": callback, "description": about}
                for callback, name, about in SHORTCUTS
            ],
            "slash_commands": commands,
            "agent_view": {
                "agent_description": _ABOUT,
                "suggested_prompts": [{"title": t, "message": m} for t, m in PROMPTS],
            },
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": subscriptions,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": not base,
            "token_rotation_enabled": False,
        },
    }
