"""Two models small enough to write down, what they should answer, and places to find them."""

import hashlib
import math
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from bot.adapters.embedding.models import Architecture, Family, Home, ModelSpec, OfficialFile

LAYERS, HEADS, DIMENSION, MAX_TOKENS, EPSILON = 2, 2, 8, 16, 1e-5
WORDS = ["[CLS]", "[SEP]", "[UNK]", "the", "close", "takes", "too", "long", "cat", "sat", "on"]
DISTRIBUTION = "tiny-weights"

# what a family calls query, key, value, output, and the norm after attention
NAMES = {
    Family.BERT: (
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
        "attention.output.dense",
        "attention.output.LayerNorm",
    ),
    Family.MPNET: (
        "attention.attn.q",
        "attention.attn.k",
        "attention.attn.v",
        "attention.attn.o",
        "attention.LayerNorm",
    ),
}


def make_official(folder: Path, family: Family = Family.BERT) -> ModelSpec:
    """Write the official files of a tiny model and describe them."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tiny_tensors(family), folder / "model.safetensors")
    _tiny_tokenizer().save(str(folder / "tokenizer.json"))
    return ModelSpec(
        name="tiny",
        weights=_official(folder / "model.safetensors"),
        tokenizer=_official(folder / "tokenizer.json"),
        architecture=Architecture(family, LAYERS, HEADS, DIMENSION, MAX_TOKENS, EPSILON),
        home=Home((DISTRIBUTION,), "some/tiny", "r1"),
    )


def install(site: Path, files: dict[str, bytes], distribution: str = DISTRIBUTION) -> None:
    """Lay out files as an installed package, under a name that cannot be imported."""
    folder = site / f"{distribution}-files"
    folder.mkdir(parents=True)
    record = []
    for name, content in files.items():
        (folder / name).write_bytes(content)
        record.append(f"{folder.name}/{name},,")
    info = site / f"{distribution.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (info / "RECORD").write_text("\n".join(record))


def tiny_tensors(family: Family) -> dict[str, np.ndarray]:
    """Give random tensors under the family's names, the same each time."""
    random = np.random.default_rng(7)

    def matrix(*shape: int) -> np.ndarray:
        return random.normal(0, 0.4, shape).astype(np.float32)

    tensors = {
        "embeddings.word_embeddings.weight": matrix(len(WORDS), DIMENSION),
        "embeddings.position_embeddings.weight": matrix(MAX_TOKENS + 2, DIMENSION),
        "embeddings.token_type_embeddings.weight": matrix(2, DIMENSION),
        "encoder.relative_attention_bias.weight": matrix(32, HEADS),
    }
    norms = ["embeddings.LayerNorm"]
    for index in range(LAYERS):
        layer = f"encoder.layer.{index}."
        *dense, norm = (layer + name for name in NAMES[family])
        norms += [norm, layer + "output.LayerNorm"]
        shapes = dict.fromkeys(dense, (DIMENSION, DIMENSION))
        shapes[layer + "intermediate.dense"] = (2 * DIMENSION, DIMENSION)
        shapes[layer + "output.dense"] = (DIMENSION, 2 * DIMENSION)
        for name, shape in shapes.items():
            tensors |= {f"{name}.weight": matrix(*shape), f"{name}.bias": matrix(shape[0])}
    for name in norms:
        tensors |= {f"{name}.weight": 1 + matrix(DIMENSION), f"{name}.bias": matrix(DIMENSION)}
    return tensors


def reference_vector(family: Family, ids: list[int]) -> np.ndarray:
    """Work out a text's vector in plain numpy, straight from the papers."""
    t, n = tiny_tensors(family), len(ids)
    first = 2 if family is Family.MPNET else 0
    x = t["embeddings.word_embeddings.weight"][ids]
    x = x + t["embeddings.position_embeddings.weight"][first : first + n]
    if family is Family.BERT:
        x = x + t["embeddings.token_type_embeddings.weight"][0]
    x = _norm(t, "embeddings.LayerNorm", x)
    for index in range(LAYERS):
        layer = f"encoder.layer.{index}."
        query, key, value, out, norm = (layer + name for name in NAMES[family])
        q, k, v = (
            _dense(t, name, x).reshape(n, HEADS, -1).transpose(1, 0, 2)
            for name in (query, key, value)
        )
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(DIMENSION / HEADS)
        if family is Family.MPNET:
            scores = scores + _relative(t["encoder.relative_attention_bias.weight"], n)
        weights = np.exp(scores) / np.exp(scores).sum(-1, keepdims=True)
        context = (weights @ v).transpose(1, 0, 2).reshape(n, DIMENSION)
        x = _norm(t, norm, x + _dense(t, out, context))
        wide = _dense(t, layer + "intermediate.dense", x)
        wide = wide * (1 + np.vectorize(math.erf)(wide / math.sqrt(2))) / 2
        x = _norm(t, layer + "output.LayerNorm", x + _dense(t, layer + "output.dense", wide))
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def _relative(table: np.ndarray, n: int) -> np.ndarray:
    def bucket(offset: int) -> int:
        side, far = (16 if offset > 0 else 0), abs(offset)
        if far >= 8:
            far = min(15, 8 + int(math.log(far / 8) / math.log(16) * 8))
        return side + far

    return np.array(
        [[table[bucket(there - here)] for there in range(n)] for here in range(n)]
    ).transpose(2, 0, 1)


def _dense(t: dict[str, np.ndarray], name: str, x: np.ndarray) -> np.ndarray:
    return x @ t[f"{name}.weight"].T + t[f"{name}.bias"]


def _norm(t: dict[str, np.ndarray], name: str, x: np.ndarray) -> np.ndarray:
    spread = np.sqrt(x.var(-1, keepdims=True) + EPSILON)
    return (x - x.mean(-1, keepdims=True)) / spread * t[f"{name}.weight"] + t[f"{name}.bias"]


def _official(path: Path) -> OfficialFile:
    content = path.read_bytes()
    return OfficialFile(path.name, hashlib.sha256(content).hexdigest(), len(content))


def _tiny_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 0), ("[SEP]", 1)]
    )
    tokenizer.add_special_tokens(["[CLS]", "[SEP]"])
    tokenizer.enable_padding(length=12)  # as the official files have it
    return tokenizer
