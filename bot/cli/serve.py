"""`groundwork serve`: the web playground and whatever else is configured."""

from contextlib import nullcontext
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.bootstrap.channels import open_channels
from bot.channels.loopback import is_loopback
from bot.channels.web.app import create_app
from bot.channels.web.parts import Beside, WebParts
from bot.channels.web.server import serve as serve_web
from bot.cli.app import DONE
from bot.cli.at_work import at_work
from bot.cli.in_use import in_use
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir
from bot.cli.serving_slack import serve_slack
from bot.cli.starting import load_knowledge

app = typer.Typer()

Demo = Annotated[bool, typer.Option("--demo", help="seats to try, on a loopback address only")]
Host = Annotated[str | None, typer.Option("--host", help="address to listen on")]
Port = Annotated[int | None, typer.Option("--port", help="port to listen on; 0 takes a free one")]
NoWork = Annotated[
    bool, typer.Option("--no-work", help="take in and show only; 'groundwork work' answers")
]


@app.command()
def serve(
    *,
    demo: Demo = False,
    host: Host = None,
    port: Port = None,
    no_work: NoWork = False,
    data_dir: DataDir = None,
) -> int:
    """Serve until Ctrl-C, with the stories of the knowledge folder loaded."""
    given = {"host": host, "port": port}
    settings = read_settings(data_dir, **{k: v for k, v in given.items() if v is not None})
    if demo and not is_loopback(settings.host):
        tell("The demo seats exist on a loopback address only: start without --host for them.")
    return with_app(settings, lambda app: _serve(app, demo=demo, working=not no_work))


async def _serve(app: App, *, demo: bool, working: bool) -> int:
    slack = serve_slack(app)
    await load_knowledge(app)
    for part, filled_by in (await in_use(app)).items():
        tell(f"{part + ':':<16}{filled_by}")
    async with open_channels(app) as beside, slack.running() if slack else nullcontext():
        routes = (*beside, *(slack.routes() if slack else ()))
        async with at_work(app, working=working):
            await _serve_all(app, routes, demo=demo)
    return DONE


async def _serve_all(app: App, beside: Beside, *, demo: bool) -> None:
    parts = WebParts(
        respond=app.respond,
        read=app.read,
        operator=app.settings.operator,
        demo=demo,
        host=app.settings.host,
        behind_tls=app.settings.behind_tls,
        operations=app.operations,
        beside=beside,
    )
    await serve_web(
        create_app(parts),
        app.settings.host,
        app.settings.port,
        lambda url: _started(url, demo=demo),
    )


def _started(url: str, *, demo: bool) -> None:
    tell(f"Open {url}/{'demo' if demo else ''} in a browser. Ctrl-C stops.")
