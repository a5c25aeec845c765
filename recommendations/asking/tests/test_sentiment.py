"""The small model: trained from texts, kept as arrays, quick."""

import io

import numpy as np
import pytest

from recommendations.asking.sentiment.features import BUCKETS, buckets
from recommendations.asking.sentiment.model import FILE, loaded, packed, unpacked
from recommendations.asking.sentiment.training import SIXTH, Settings, accuracy, trained, tried

GOOD = ["정말 좋아요", "최고의 노래", "너무 좋다", "감동이었어요"] * 5
BAD = ["정말 싫어요", "최악의 노래", "너무 지루하다", "돈 아까워요"] * 5


def test_what_was_trained_is_told_again_and_survives_the_file(tmp_path):
    texts, praise = GOOD + BAD, [True] * len(GOOD) + [False] * len(BAD)
    model = trained(texts, praise, Settings())
    assert accuracy(model, texts, praise) == 1.0
    path = tmp_path / "weights.npz"
    path.write_bytes(packed(model))
    assert unpacked(path).score("정말 좋아요") == pytest.approx(model.score("정말 좋아요"))


def test_the_kept_model_is_small_and_tells_praise_from_blame():
    assert FILE.stat().st_size < 5_000_000
    assert loaded().score("진짜 최고다 너무 좋아요") > 1
    assert loaded().score("지루하고 재미없는 최악") < -1
    assert loaded().score("") == pytest.approx(loaded().score("   "))


def test_a_file_with_objects_or_another_size_is_refused(tmp_path):
    target = io.BytesIO()
    np.savez(target, weights=np.zeros(4, np.int8), norms=np.zeros(4, np.uint8), numbers=np.ones(4))
    path = tmp_path / "weights.npz"
    path.write_bytes(target.getvalue())
    with pytest.raises(ValueError):
        unpacked(path)


def test_buckets_are_the_same_on_every_machine():
    assert buckets("좋다").tolist() == buckets("  좋다 ").tolist()
    assert (np.diff(buckets("정말정말 좋은 노래")) > 0).all()
    assert buckets("정말 좋은 노래").max() < BUCKETS
    assert buckets("ㅋ" * 5).tolist() == buckets("ㅋㅋ").tolist()


def test_settings_are_tried_on_texts_that_training_did_not_see():
    texts, praise = [], []
    for good, bad in zip(GOOD, BAD, strict=True):
        texts += [good, bad]
        praise += [True, False]
    found = tried(texts, praise, Settings(), sizes=(4, 30))
    assert list(found) == [4, 30]
    assert found[30] == 1.0
    upside_down = [not side if i % SIXTH == SIXTH - 1 else side for i, side in enumerate(praise)]
    assert tried(texts, upside_down, Settings(), sizes=(30,)) == {30: 0.0}
