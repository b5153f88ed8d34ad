"""Texts' tokens are laid side by side in whole tiles, never wider than the model reads."""

from hypothesis import given
from hypothesis import strategies as st

from embeddings.tokenizing import STEP, padded

MOST = 250
ROWS = st.lists(st.lists(st.integers(1, 30_000), min_size=1, max_size=MOST), min_size=1, max_size=9)


@given(ROWS)
def test_every_token_stays_and_the_mask_tells_it_from_what_fills_up(rows):
    ids, mask = padded(rows, MOST)

    assert [list(line[seen == 1]) for line, seen in zip(ids, mask, strict=True)] == rows
    assert not ids[mask == 0].any()


@given(ROWS)
def test_widths_are_whole_tiles_up_to_what_the_model_reads(rows):
    ids, _ = padded(rows, MOST)

    longest = max(map(len, rows))
    assert longest <= ids.shape[1] < longest + STEP
    assert ids.shape[1] % STEP == 0 or ids.shape[1] == MOST
