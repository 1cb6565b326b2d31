"""Whether an activity comes from Teams: the token that it is sent with, checked in full."""

from collections.abc import Mapping
from dataclasses import dataclass

import jwt

from bot.channels.teams.keys import SigningKeys

ISSUER = "https://api.botframework.com"
_LEEWAY = 300  # seconds that clocks may differ
_REQUIRED = ("exp", "iss", "aud", "serviceurl")


class TokenRefusedError(Exception):
    """The token does not vouch for the activity. Says why, for the log; never the token."""


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """Checks tokens that are meant for one application."""

    app_id: str
    keys: SigningKeys

    async def __call__(self, authorization: str, activity: Mapping[str, object]) -> str:
        """Give the address to answer at, as the token vouches for it.

        Raises:
            TokenRefusedError: someone else sent this, or it is meant for someone else.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise TokenRefusedError("there is no token")
        try:
            key = await self.keys.get(str(jwt.get_unverified_header(token).get("kid", "")))
            if key is None:
                raise TokenRefusedError("it is signed with an unknown key")
            claims = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self.app_id,
                issuer=ISSUER,
                leeway=_LEEWAY,
                options={"require": list(_REQUIRED)},
            )
        except jwt.PyJWTError as error:
            raise TokenRefusedError(type(error).__name__) from None
        if str(activity.get("channelId")) not in key.endorses:
            raise TokenRefusedError("its signer may not speak for this channel")
        return _vouched(str(claims["serviceurl"]), activity.get("serviceUrl"))


def _vouched(claimed: str, named: object) -> str:
    """An activity that names no address is answered where the token says, and nowhere else."""
    if not claimed:
        raise TokenRefusedError("it vouches for no address")
    if named is not None and (not isinstance(named, str) or _bare(named) != _bare(claimed)):
        raise TokenRefusedError("it vouches for another address")
    return claimed


def _bare(address: str) -> str:
    return address.rstrip("/")
