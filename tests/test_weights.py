"""The fitted networks read the numbers that are in use; after a change of these they have to be fitted anew."""

import pytest

from bot.answering.confidence import CONFIDENCE_FEATURES
from bot.answering.features import SENTENCE_FEATURES
from bot.answering.reading import READING_FEATURES
from bot.answering.scorer import load_network


@pytest.mark.parametrize(
    ("name", "features"),
    [
        ("sentences", SENTENCE_FEATURES),
        ("confidence", CONFIDENCE_FEATURES),
        ("reading", CONFIDENCE_FEATURES + READING_FEATURES),
    ],
)
def test_the_weights_were_fitted_to_the_numbers_in_use(name, features):
    network = load_network(name)

    assert network.mean.shape == network.scale.shape == (len(features),)
    assert network.hidden.shape == (len(features), len(network.out))
