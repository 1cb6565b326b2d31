"""Joining Slack to what is served, where it is set up."""

from typing import TYPE_CHECKING

from bot.bootstrap import App, slack_config
from bot.domain.errors import SetupError

if TYPE_CHECKING:
    from bot.channels.slack.serving import SlackServing


def serve_slack(app: App) -> "SlackServing | None":
    """Give what serves Slack; None where nothing is set for it.

    Raises:
        SetupError: with all that is missing or wrong.
    """
    if troubles := slack_config(app.settings).troubles():
        raise SetupError(f"Slack is not set up: {' '.join(troubles)}")
    if app.slack is None:
        return None
    # Imported here: whoever has no Slack need not wait for its library.
    from bot.channels.slack.app import SlackChannel  # noqa: PLC0415
    from bot.channels.slack.parts import SlackParts  # noqa: PLC0415
    from bot.channels.slack.serving import SlackServing  # noqa: PLC0415

    parts = SlackParts(
        config=app.slack.config,
        lookups=app.slack.lookups,
        respond=app.respond,
        read=app.read,
        assist=app.assist,
        look_in=app.look_in,
        overhear=app.overhear,
        role_of=app.people.role_of,
        operator=app.settings.operator,
        oauth=app.slack.oauth,
    )
    return SlackServing(SlackChannel(parts), app.slack.config)
