"""A process that opens the model and the story index and searches once, for its memory."""

import asyncio
import json
import sys
from pathlib import Path

from bot.bootstrap import open_embedder, open_index
from bot.cli.bench.memory_of import memory_mb
from bot.domain.audience import Audience, clearance_for
from bot.ports.library import Query

QUERY = "returns come back because the label on the box is wrong"


async def main(model: Path, folder: Path) -> None:
    """Open everything, search once, and write what it took."""
    index = open_index(folder, open_embedder(model))
    await index.search(Query(QUERY), clearance_for(Audience.OUTSIDERS))
    sys.stdout.write(json.dumps({"mb": memory_mb()}) + "\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
