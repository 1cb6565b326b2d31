"""What is in use, in a few lines that a person reads at the start and in `doctor`."""

from collections import Counter
from urllib.parse import urlsplit

from bot.bootstrap import App
from bot.bootstrap.model import model_for
from bot.domain.story import Status
from bot.ports.library import StoryFilter
from bot.ports.model import Purpose
from bot.settings import Settings
from bot.use_cases.read_along import ReadAlong


async def in_use(app: App) -> dict[str, str]:
    """Give each part with what fills it."""
    return {
        "database": database(app.settings),
        "vectors": vectors(app.settings),
        "embedding": f"{app.embedder.name}, {app.embedder.dimension} dimensions, "
        f"{app.settings.models_dir / app.settings.embedding}",
        "language model": model(app.settings, app.along),
        "slack": app.slack.config.told if app.slack else "not set up",
        "teams": teams(app.settings),
        "stories": await library(app),
    }


def vectors(settings: Settings) -> str:
    """Say where vectors are kept, without what an address may hold besides."""
    if settings.chroma_url:
        url = urlsplit(settings.chroma_url)
        return f"Chroma, {url.hostname}:{url.port or url.scheme}"
    return f"Chroma in this process, {settings.vectors_dir}"


def database(settings: Settings) -> str:
    """Name the database without its password."""
    if settings.sql_url.startswith("sqlite"):
        return f"SQLite, {settings.sql_url.partition(':///')[2]}"
    url = urlsplit(settings.sql_url)
    kind = url.scheme.partition("+")[0].replace("postgresql", "PostgreSQL")
    return f"{kind}, {url.hostname or 'this machine'}{url.path}"


def model(settings: Settings, along: ReadAlong | None) -> str:
    """Name the models that are set, and what each does."""
    named = {p.value: model_for(settings, p) for p in Purpose}
    if not any(named.values()):
        return "built-in; no key, no network"
    parts = ", ".join(f"{name} to {what}" for what, name in named.items() if name)
    where = f" at {urlsplit(settings.model_url).netloc}" if settings.model_url else ""
    prompts = " ".join(f"{n}/{v}" for n, v in (along.versions if along else {}).items())
    told = f"; buyers are told of {along.told_as}; {prompts}" if along else ""
    return f"{parts}{where}{told}"


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
