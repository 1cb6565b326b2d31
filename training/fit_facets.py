"""Fitting the heads that sort prose: facet, product talk, outcome."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from bot.adapters.language.builtin_structurer import ends_of
from bot.adapters.language.facet_features import (
    BUCKETS,
    Sight,
    alone,
    ending_of,
    in_row,
    look_at,
)
from bot.adapters.language.facet_heads import FACETS, OUTCOMES, FacetHeads, Linear
from bot.domain.story import Facet
from bot.domain.structuring import Guess
from bot.ports.language import Vectors
from training.story_examples import Text

WORDS, FORM = 4.0, 0.7  # how much hashed words and the rest weigh, by cross-validation
END_WORDS, END_FORM = 3.0, 2.0
STRENGTH = 1.0  # inverse of the regularisation
UNSEEN = 0.3  # added to each count of what follows what
PRODUCT = FACETS.index(Facet.PRODUCT_NOTES)

Labelled = Sequence[tuple[str, int]]


def fit(texts: Sequence[Text], lone: Labelled) -> FacetHeads:
    """Fit all heads; the outcome's calm and the product's threshold come later."""
    extra = look_at([text for text, _ in lone])
    sights = [text.sight for text in texts]
    labels = [label for text in texts for label in text.labels]
    facet = _fitted(
        [*sights, extra],
        [*(in_row(sight.form) for sight in sights), alone(extra.form)],
        [*labels, *(label for _, label in lone)],
        len(FACETS),
    )
    product = _fitted(
        sights,
        [in_row(sight.form) for sight in sights],
        [int(label == PRODUCT) for label in labels],
        1,
    )
    change = np.log(_followed(texts))
    counts = np.bincount(labels, minlength=len(FACETS)) / len(labels)
    usual = np.log(counts + 1e-3).astype(np.float32)
    return FacetHeads(facet, change, usual, product, _outcome(texts), 1.0)


def gold_ends(text: Text) -> list[int]:
    """Give the sentences about the end, as labelled."""
    return ends_of([Guess(FACETS[label], 1.0) for label in text.labels])


def _outcome(texts: Sequence[Text]) -> Linear:
    known = [text for text in texts if text.outcome is not None]
    rows = [ending_of(text.sentences, text.sight, gold_ends(text)) for text in known]
    labels = [text.outcome or 0 for text in known]
    return _fitted(rows, [row.form for row in rows], labels, len(OUTCOMES), ending=True)


def _fitted(
    sights: Sequence[Sight],
    forms: Sequence[Vectors],
    labels: Sequence[int],
    count: int,
    *,
    ending: bool = False,
) -> Linear:
    """Fit a logistic regression, with weights that take the features as they are."""
    width = 2 * BUCKETS if ending else BUCKETS
    words, form = (END_WORDS, END_FORM) if ending else (WORDS, FORM)
    rows = sp.hstack([words * _hashed(sights, width), sp.csr_matrix(form * np.vstack(forms))])
    model = LogisticRegression(C=STRENGTH, max_iter=300)
    model.fit(rows.tocsr(), labels)
    weights = np.zeros((count, rows.shape[1]), np.float32)
    bias = np.full(count, -20.0, np.float32)  # of a label without an example
    which = model.classes_ if count > 1 else [0]
    weights[which], bias[which] = model.coef_, model.intercept_
    hashed = (words * weights[:, :width].T).astype(np.float16)
    return Linear(hashed, (form * weights[:, width:].T).astype(np.float32), bias)


def _hashed(sights: Sequence[Sight], width: int) -> sp.csr_matrix:
    buckets = [row for sight in sights for row in sight.buckets]
    ends = np.cumsum([0, *(len(row) for row in buckets)])
    shares = np.concatenate([np.full(len(row), len(row) ** -0.5) for row in buckets])
    return sp.csr_matrix((shares, np.concatenate(buckets), ends), shape=(len(buckets), width))


def _followed(texts: Sequence[Text]) -> Vectors:
    counts = np.full((len(FACETS) + 1, len(FACETS)), UNSEEN, np.float32)
    for text in texts:
        for before, after in zip([-1, *text.labels], text.labels, strict=False):
            counts[before, after] += 1
    shares: Vectors = counts / counts.sum(axis=1, keepdims=True)
    return shares
