"""A process of plain parts alone, for their memory: the model, the bare indexes, one query."""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.cli.bench.memory_of import memory_mb
from bot.cli.bench.plain_parts import PlainIndexes

QUERY = "returns come back because the label on the box is wrong"


def main(model: Path, indexes: Path) -> None:
    """Open everything, search once, and write what it took."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    session = onnxruntime.InferenceSession(str(model / "model.int8.onnx"))
    opened = PlainIndexes(indexes)
    ids = np.asarray([tokenizer.encode(QUERY).ids], np.int64)
    inputs = {
        "input_ids": ids,
        "positions": np.arange(ids.shape[1])[None],
        "parts": np.ones((1, *ids.shape), np.float32),
    }
    opened.dense(session.run(None, inputs)[0][0, 0])
    opened.lexical(QUERY)
    sys.stdout.write(json.dumps({"mb": memory_mb()}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
