"""Files that pages load: our own, and htmx where it is installed."""

from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.web.pages import HERE

_PACKAGE, _FILE = "django-htmx", "htmx-2.min.js"


def find_htmx() -> Path | None:
    """Find htmx among the files of the package that ships it; None where that is not installed."""
    try:
        found = [f for f in files(_PACKAGE) or () if f.name == _FILE]
    except PackageNotFoundError:
        return None
    paths = [Path(str(f.locate())) for f in found]
    return next((path for path in paths if path.is_file()), None)


def asset_routes(htmx: Path | None) -> list[BaseRoute]:
    """Give the routes of all such files."""
    ours: list[BaseRoute] = [Mount("/static", StaticFiles(directory=HERE / "static"))]
    if htmx is None:
        return ours

    async def serve(_: Request) -> Response:
        return FileResponse(htmx, media_type="text/javascript")

    return [Route("/static/htmx.js", serve), *ours]
