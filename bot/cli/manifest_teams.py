"""`groundwork manifest teams`: the app package, and how to install it."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.channels.teams.package import About, package
from bot.cli.app import DONE
from bot.cli.opening import read_settings, tell
from bot.cli.options import DataDir

_HOW = """\
1. Register the bot in Azure (Azure Bot, single tenant), set its messaging endpoint to
   {site}/teams/messages and switch on its channel for Microsoft Teams.
2. Put the application's id, a client secret of it and your own tenant into
   GROUNDWORK_TEAMS_APP_ID, GROUNDWORK_TEAMS_APP_PASSWORD and GROUNDWORK_TEAMS_TENANT_ID, then
   start groundwork serve.
3. Upload {file} in the Teams admin centre (Teams apps, Manage apps, Upload new app) and allow it;
   to try it yourself: in Teams, Apps, Manage your apps, Upload an app.
4. Give your people their roles: groundwork people add teams:OBJECT-ID --role rep, with the
   object id that Entra shows for them."""


def teams(
    *,
    url: Annotated[
        str, typer.Option("--url", help="where this bot is served, as https://bot.example.com")
    ],
    privacy: Annotated[str, typer.Option("--privacy", help="your page on privacy")] = "",
    terms: Annotated[str, typer.Option("--terms", help="your terms of use")] = "",
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="where to write the package")
    ] = Path("groundwork-teams.zip"),
    data_dir: DataDir = None,
) -> int:
    """Write the app package for Teams, and say how to install it."""
    settings = read_settings(data_dir)
    site = url.rstrip("/")
    about = About(
        app_id=settings.teams_app_id,
        operator=settings.operator,
        version=version("groundwork"),
        site=site,
        privacy=privacy,
        terms=terms,
    )
    out.write_bytes(package(about))
    tell(f"{out} is written. To install it:")
    tell(_HOW.format(site=site, file=out))
    return DONE
