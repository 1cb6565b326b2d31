"""The app package that an admin uploads to Teams: a manifest and two icons in a ZIP file."""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from bot.domain.errors import SetupError

SCHEMA = "1.25"  # the first with shared and private channels
SEARCH, FOR_THIS = "searchStories", "storiesForThis"  # the commands of the message extension
_ICONS = Path(__file__).resolve().parent / "icons"
_MADE = (2026, 1, 1, 0, 0, 0)  # the same content gives the same file
_NAME = "Groundwork"
_DEVELOPER = 32  # characters
_ACCENT = "#2B5C4C"


@dataclass(frozen=True, slots=True)
class About:
    """Who runs the bot, under which application, and where people read about it."""

    app_id: str
    operator: str
    version: str
    site: str
    privacy: str = ""
    terms: str = ""


def package(about: About) -> bytes:
    """Make the package.

    Raises:
        SetupError: says what is missing.
    """
    made = io.BytesIO()
    pages = json.dumps(manifest(about), indent=2, ensure_ascii=False).encode()
    icons = {name: (_ICONS / name).read_bytes() for name in ("color.png", "outline.png")}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in {"manifest.json": pages, **icons}.items():
            bundle.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def manifest(about: About) -> dict[str, object]:
    """Give the manifest: a bot for chats and channels, and its message extension."""
    app_id = _checked(about)
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/"
        f"v{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA,
        "version": about.version,
        "id": app_id,
        "developer": {
            "name": about.operator[:_DEVELOPER],
            "websiteUrl": about.site,
            "privacyUrl": about.privacy or about.site,
            "termsOfUseUrl": about.terms or about.site,
        },
        "name": {"short": _NAME, "full": f"{_NAME}: others' experience, before you choose"},
        "description": {
            "short": "Put a problem into words, with what others met before they chose.",
            "full": f"{about.operator} runs this bot. It tells what earlier customers went "
            "through, the attempts that failed included, and helps to put a problem into your "
            "own words. What you write privately is shown to nobody else unless you pass it on.",
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": _ACCENT,
        "supportsChannelFeatures": "tier1",
        "bots": [_bot(app_id)],
        "composeExtensions": [_extension(app_id)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [],
    }


def _bot(app_id: str) -> dict[str, object]:
    private = {
        "Show my notes": "What you said about your problem, in your words",
        "What should we think about?": "Points to think about before you choose",
        "Ask a person": "Pass on that you would like to talk to someone",
        "prep": "For reps, before a meeting: name the customer behind it",
        "brief": "For reps, what an account has said so far: name the customer behind it",
        "requests": "For reps: who asked for a person",
        "review": "For content owners: stories that wait for a look",
        "gaps": "For content owners: questions that no story fitted",
    }
    shared = ("Show my notes", "What should we think about?", "Ask a person")
    return {
        "botId": app_id,
        "scopes": ["personal", "groupChat", "team"],
        "supportsFiles": True,
        "commandLists": [
            {"scopes": ["personal"], "commands": _commands(private)},
            {
                "scopes": ["groupChat", "team"],
                "commands": _commands({name: private[name] for name in shared}),
            },
        ],
    }


def _extension(app_id: str) -> dict[str, object]:
    words = {
        "name": "words",
        "title": "Search",
        "description": "A problem, in words",
        "inputType": "text",
    }
    return {
        "botId": app_id,
        "commands": [
            {
                "id": SEARCH,
                "type": "query",
                "title": "Stories",
                "description": "Find a story that everyone in this conversation may read",
                "initialRun": True,
                "context": ["compose"],
                "parameters": [words],
            },
            {
                "id": FOR_THIS,
                "type": "action",
                "title": "Stories for this",
                "description": "Find stories for a message; only you are shown them",
                "context": ["message"],
                "fetchTask": True,
            },
        ],
    }


def _commands(named: dict[str, str]) -> list[dict[str, str]]:
    return [{"title": title, "description": about} for title, about in named.items()]


def _checked(about: About) -> str:
    """The schema wants the application's id as such, and pages that people can open."""
    try:
        app_id = str(UUID(about.app_id))
    except ValueError:
        raise SetupError(
            "GROUNDWORK_TEAMS_APP_ID has to be the id of the bot's application, like "
            "11111111-2222-3333-4444-555555555555."
        ) from None
    for page in filter(None, (about.site, about.privacy, about.terms)):
        if urlsplit(page).scheme != "https" or not urlsplit(page).hostname:
            raise SetupError(f"{page} is no page that Teams can show: give one with https://.")
    return app_id
