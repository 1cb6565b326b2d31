"""A process that opens the model and the story index and searches once, for its memory."""

import asyncio
import json
import sys
from pathlib import Path

from bot.bootstrap import BareIndex, open_embedder
from bot.cli.bench.memory_of import memory_mb

QUERY = "returns come back because the label on the box is wrong"


async def main(model: Path, folder: Path) -> None:
    """Open everything, search once, and write what it took."""
    await BareIndex(folder, open_embedder(model)).search(QUERY)
    sys.stdout.write(json.dumps({"mb": memory_mb()}) + "\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
