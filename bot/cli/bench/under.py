"""Under which load: for how long, by how many processes, on which database."""

import re
from dataclasses import dataclass

from bot.domain.errors import SetupError

_WRITTEN = re.compile(r"(?P<minutes>\d+(?:\.\d+)?)(?:x(?P<processes>\d+))?(?:@(?P<url>\S+))?")


@dataclass(frozen=True, slots=True)
class Under:
    """As `10x3@postgresql://...`. The database is written to: name an empty one."""

    minutes: float = 10.0
    processes: int = 1
    database_url: str = ""


def under(written: str) -> Under:
    """Read what was given on the command line.

    Raises:
        SetupError: it is not written so, or asks for more processes than SQLite can serve.
    """
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise SetupError("Write the load as MINUTES, or MINUTESxPROCESSES@DATABASE.")
    processes = int(found["processes"] or 1)
    if processes > 1 and not found["url"]:
        raise SetupError("Several processes need a server: 10x3@postgresql://user@host/empty.")
    return Under(float(found["minutes"]), processes, found["url"] or "")
