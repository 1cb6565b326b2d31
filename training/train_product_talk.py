"""Train what tells product talk, and say by cross-validation how good it is.

usage: python -m training.train_product_talk mpnet|minilm
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict

from bot.adapters.content.prompt_files import load_wording
from bot.adapters.content.views_files import read_views
from bot.adapters.embedding.npz_embedder import NpzEmbedder
from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.prepare import prepare
from bot.adapters.language.npz_heads import FOLDER, product_features, product_file
from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.domain.audience import Visibility
from bot.domain.prose import prose_of
from bot.domain.story import Facet
from bot.domain.text import sentences
from bot.ports.language import Vectors
from bot.ports.library import Defaults
from bot.settings import CONTENT, Settings

EXAMPLES = Path(__file__).parent / "examples"
FOLDS = 5
STRENGTH = 0.3  # inverse of the regularisation, chosen by cross-validation
OWN = 4.0  # what a line of ours counts: these are said again and again
TOLD = 0.3  # what a sentence of a story counts beside one that was written to teach the difference


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences to learn from: features, whether they sell, and how much each counts.

    The threshold is chosen on what counts whole.
    """

    features: Vectors
    sells: npt.NDArray[np.bool_]
    weights: Vectors


def main(model: str) -> None:
    """Train, report, and write the head."""
    settings = Settings()
    folder = prepare(model, settings.models_dir, settings.weights_dir, print)
    embedder = NpzEmbedder(OnnxEmbedder(folder), settings.data_dir / "training")
    examples = _examples(embedder)
    regression = LogisticRegression(C=STRENGTH, max_iter=2000)
    guess = cross_val_predict(
        regression,
        examples.features,
        examples.sells,
        cv=KFold(FOLDS, shuffle=True, random_state=0),
        method="predict_proba",
        params={"sample_weight": examples.weights},
    )[:, 1]
    whole = examples.weights >= 1
    f1, threshold = _best(guess[whole], examples.sells[whole])
    print(f"product talk: F1 {f1:.3f} from {threshold:.2f}, {int(whole.sum())} sentences")
    regression.fit(examples.features, examples.sells, sample_weight=examples.weights)
    head = {
        "weights": regression.coef_,
        "bias": regression.intercept_,
        "threshold": np.array([threshold]),
    }
    FOLDER.mkdir(exist_ok=True)
    with product_file(embedder.name).open("wb") as file:
        kept = {f"product_{part}": value.astype(np.float32) for part, value in head.items()}
        np.savez_compressed(file, allow_pickle=False, **kept)


def _best(guess: Vectors, truth: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Give the best F1, and the threshold that gives it."""
    options = []
    for threshold in np.arange(0.1, 0.8, 0.02):
        said = guess >= threshold
        hits, wrong = int((said & truth).sum()), int((said ^ truth).sum())
        options.append((2 * hits / (2 * hits + wrong) if hits else 0.0, float(threshold)))
    return max(options)


def _examples(embedder: NpzEmbedder) -> Examples:
    files = sorted(EXAMPLES.glob("product_talk*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    counts = [1.0] * len(rows)
    for more, count in (
        (_own_lines(), OWN),
        (list(_samples()), 1.0),
        ([*_technical(), *_told()], TOLD),
    ):
        rows += more
        counts += [count] * len(more)
    weights = np.array(counts, np.float32)
    texts = [row["text"] for row in rows]
    features = product_features(embedder.embed(texts), texts)
    return Examples(features, np.array([row["label"] for row in rows]) > 0, weights)


def _technical() -> list[dict[str, object]]:
    """Give what engineers and officials write of their own work, much like stories."""
    lines = (EXAMPLES / "technical_talk.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _samples() -> Iterator[dict[str, object]]:
    """Give what the sample stories tell: it is said as it stands, and is no offer."""
    reader, defaults = MarkdownStories(), Defaults(Visibility.INTERNAL)
    for file in sorted((CONTENT / "knowledge" / "stories").glob("*.md")):
        for story in reader.read(file.name, file.read_bytes(), defaults):
            for said in prose_of(story).said:
                if said.facet is not Facet.PRODUCT_NOTES:
                    yield {"text": said.text, "label": 0}


def _told() -> Iterator[dict[str, object]]:
    """Give what stories tell, which is no offer, and what in them is one.

    In a brochure the rest sells, too, so it is left out.
    """
    for file in _story_files():
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for text, facet in row["sentences"]:
                if facet == "product_notes" or not row["brochure"]:
                    yield {"text": text, "label": int(facet == "product_notes")}


def _own_lines() -> list[dict[str, object]]:
    """Give what we say ourselves: questions and plain lines, none of which is an offer."""
    wording = load_wording(CONTENT / "prompts")
    values = defaultdict(lambda: "it", operator="Northstar", problem="the wait", decision="wait")
    lines = [
        sentence
        for variants in wording.lines.values()
        for variant in variants
        for sentence in sentences(Template(variant).safe_substitute(values))
    ]
    views = read_views(CONTENT / "knowledge" / "views")
    asked = [*(q.text for q in wording.questions), *(view.question for view in views)]
    leads = [line for line in (*lines, *(o.text for o in wording.openings)) if line.endswith(":")]
    said = dict.fromkeys([*lines, *wording.points.values(), *asked, *_led(leads)])
    return [{"text": text, "label": 0} for text in said]


def _led(leads: Sequence[str]) -> Iterator[str]:
    """Give what stories begin with behind a lead of ours: the two are read as one sentence."""
    firsts = (json.loads(file.open().readline())["sentences"] for file in _story_files())
    told = [text for some in firsts for text, facet in some if facet != "product_notes"]
    for n, text in enumerate(told):
        yield f"{leads[n % len(leads)]} {text}"


def _story_files() -> list[Path]:
    return sorted(EXAMPLES.glob("stories-*.jsonl"))


if __name__ == "__main__":
    main(*sys.argv[1:])
