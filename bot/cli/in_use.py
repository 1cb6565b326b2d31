"""What is in use, in a few lines that a person reads at the start and in `doctor`."""

from collections import Counter
from urllib.parse import urlsplit

from bot.bootstrap import App
from bot.domain.story import Status
from bot.ports.library import StoryFilter
from bot.settings import Settings


async def in_use(app: App) -> dict[str, str]:
    """Give each part with what fills it."""
    return {
        "database": database(app.settings),
        "vectors": f"Chroma in this process, {app.settings.vectors_dir}",
        "embedding": f"{app.embedder.name}, {app.embedder.dimension} dimensions, "
        f"{app.settings.models_dir / app.settings.embedding}",
        "language model": "built-in; no key, no network",
        "teams": teams(app.settings),
        "stories": await library(app),
    }


def database(settings: Settings) -> str:
    """Name the database without its password."""
    if settings.sql_url.startswith("sqlite"):
        return f"SQLite, {settings.sql_url.partition(':///')[2]}"
    url = urlsplit(settings.sql_url)
    kind = url.scheme.partition("+")[0].replace("postgresql", "PostgreSQL")
    return f"{kind}, {url.hostname}{url.path}"


def teams(settings: Settings) -> str:
    """Say how Teams comes in."""
    if settings.teams_unauthenticated:
        return "/teams/messages, without tokens, from this machine alone"
    return f"/teams/messages, {settings.teams_app_id}" if settings.teams else "not set up"


async def library(app: App) -> str:
    """Count the stories by who may read them."""
    records = await app.stories.all(StoryFilter())
    live = [stored.story for stored in records if stored.story.status is Status.APPROVED]
    counts = Counter(str(story.effective_visibility) for story in live)
    readers = ", ".join(f"{count} {who}" for who, count in sorted(counts.items()))
    held = sum(bool(story.open_holds) for story in live)
    return f"{len(live)}" + (f" ({readers}{f'; {held} held' if held else ''})" if live else "")
