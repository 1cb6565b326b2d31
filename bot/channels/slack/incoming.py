"""What Slack sent, as far as every part of it is needed to know who, where and when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack.ids import Address, Spot
from bot.channels.slack.who import Claims, Surface


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something came from: the room it belongs to, its author, the surface, the moment."""

    team: str
    spot: Spot
    address: Address
    user: str
    claims: Claims
    surface: Surface
    direct: bool
    at: datetime

    @property
    def anothers(self) -> bool:
        """Whether this is somebody else's private modal: nothing from it is taken."""
        return self.spot.channel.startswith("@") and not self.direct


def installation(context: Mapping[str, Any]) -> str:
    """Name the installation that an event came for."""
    return str(context.get("team_id") or context.get("enterprise_id") or "")


def moment(ts: str) -> datetime:
    """Give the moment of a timestamp of Slack's; now for what is none."""
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.now(UTC)


def is_direct(channel: str, channel_type: str = "") -> bool:
    """Say whether a channel is a direct message of one person with the bot.

    Slack says so with each message; with buttons it does not, but such ids begin with D.
    """
    if channel_type:
        return channel_type == "im"
    return channel.startswith("D")


def of_message(
    context: Mapping[str, Any], event: Mapping[str, Any], message: Mapping[str, Any]
) -> Origin:
    """Read a message event; `message` is the event itself, or what it says was changed."""
    team, channel = installation(context), str(event.get("channel") or "")
    ts = str(message.get("ts") or event.get("deleted_ts") or "")
    thread = str(message.get("thread_ts") or ts)
    direct = is_direct(channel, str(event.get("channel_type") or ""))
    user = str(message.get("user") or "")
    return Origin(
        team=team,
        spot=Spot(team, channel, "" if direct else thread),
        address=Address(thread=thread, message=ts, user=user),
        user=user,
        claims=Claims(actor=_actor(context, event, message)),
        surface=Surface.EVENT,
        direct=direct,
        at=moment(str(event.get("event_ts") or ts)),
    )


def _actor(
    context: Mapping[str, Any], event: Mapping[str, Any], message: Mapping[str, Any]
) -> frozenset[str]:
    if message is event:
        named = (context.get("actor_team_id"), context.get("actor_enterprise_id"))
    else:  # of an edit the wrapper names no author's team; the message in it does
        named = (message.get("user_team"), message.get("team"))
    return frozenset(str(one) for one in named if one)


def of_press(context: Mapping[str, Any], body: Mapping[str, Any]) -> Origin:
    """Read a button or menu in a message."""
    team = installation(context)
    channel = str((body.get("channel") or {}).get("id") or "")
    message = body.get("message") or {}
    container = body.get("container") or {}
    ts = str(message.get("ts") or container.get("message_ts") or "")
    thread = str(message.get("thread_ts") or container.get("thread_ts") or ts)
    direct = is_direct(channel)
    user = str((body.get("user") or {}).get("id") or "")
    return Origin(
        team=team,
        spot=Spot(team, channel, "" if direct else thread),
        address=Address(thread=thread, message=ts, user=user),
        user=user,
        claims=_presser(body),
        surface=Surface.BUTTON,
        direct=direct,
        at=datetime.now(UTC),
    )


def of_view(context: Mapping[str, Any], body: Mapping[str, Any], room_id: str) -> Origin:
    """Read a modal; the room is the one that it was opened for."""
    spot = Spot.of(room_id)
    view = body.get("view") or {}
    user = str((body.get("user") or {}).get("id") or "")
    root = str(view.get("root_view_id") or view.get("id") or "")
    return Origin(
        team=spot.team or installation(context),
        spot=spot,
        address=Address(view=root, user=user),
        user=user,
        claims=_presser(body),
        surface=Surface.MODAL,
        direct=is_direct(spot.channel) or spot.channel == f"@{user}",
        at=datetime.now(UTC),
    )


def of_command(context: Mapping[str, Any], body: Mapping[str, Any]) -> Origin:
    """Read a slash command: its answer is for whoever wrote it, in a modal of their own."""
    named = (body.get("team_id"), body.get("enterprise_id"))
    claims = Claims(user=frozenset(str(one) for one in named if one))
    return _alone(installation(context), str(body.get("user_id") or ""), claims, Surface.COMMAND)


def of_shortcut(context: Mapping[str, Any], body: Mapping[str, Any]) -> Origin:
    """Read a shortcut: its answer is for whoever used it, in a modal of their own."""
    user = str((body.get("user") or {}).get("id") or "")
    return _alone(installation(context), user, _presser(body), Surface.SHORTCUT)


def of_home(context: Mapping[str, Any], event: Mapping[str, Any]) -> Origin:
    """Read the opening of the Home tab, which only whoever opened it reads."""
    claims = Claims(actor=_actor(context, event, event))
    origin = _alone(installation(context), str(event.get("user") or ""), claims, Surface.HOME)
    return replace(origin, at=moment(str(event.get("event_ts") or "")))


def _alone(team: str, user: str, claims: Claims, surface: Surface) -> Origin:
    return Origin(
        team=team,
        spot=Spot(team, f"@{user}"),
        address=Address(user=user),
        user=user,
        claims=claims,
        surface=surface,
        direct=True,
        at=datetime.now(UTC),
    )


def _presser(body: Mapping[str, Any]) -> Claims:
    user = body.get("user") or {}
    named = (user.get("team_id"), user.get("enterprise_id"))
    return Claims(user=frozenset(str(one) for one in named if one))
