"""`clean_tags` from a file to a report, with the real model on a small list (CONTRACT S14-S23)."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from embeddings.tests.embedders import DIMENSIONS, FailingEmbedder, KnownEmbedder, vector_of
from embeddings.text import registry
from embeddings.text.base import ProviderUnavailable
from embeddings.vocabulary.tags.tests.synthetic import main
from embeddings.vocabulary.tags.vector_file import VectorFile

LIST = {
    "포스트 록": 30,
    "post-rock": 12,
    "Post Rock": 4,
    "여성 보컬": 40,
    "여자 보컬": 6,
    "몽환적인": 25,
    "비 오는 날": 9,
    "내가 좋아하는 노래들": 50,
    "딱한번쓴말": 1,
    "=1+1": 3,
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tags.csv"
    rows = "".join(f"{tag},{count}\n" for tag, count in LIST.items())
    path.write_text(f"tag,count\n{rows}", "utf-8")
    return path


@pytest.fixture
def known(monkeypatch):
    embedder = KnownEmbedder()
    monkeypatch.setattr(registry, "configured", lambda: embedder)
    return embedder


def run(file, folder, *options):
    out = StringIO()
    call_command("clean_tags", file, "--out", folder, "--processes", "1", *options, stdout=out)
    return out.getvalue()


def table(path):
    with path.open(encoding="utf-8-sig") as lines:
        return {row["tag"]: row for row in csv.DictReader(lines)}


def test_the_real_model_makes_a_vocabulary_of_a_small_list(file, tmp_path):
    folder = tmp_path / "out"

    said = run(file, folder, "--only-meaningful", "--categories", "3")

    kept, merged, cut = (table(folder / f"{name}.csv") for name in ("tags", "merged", "cut"))
    assert {"포스트 록", "post-rock", "여성 보컬", "몽환적인", "비 오는 날"} >= kept.keys()
    assert merged["Post Rock"]["into"] == "post-rock"
    assert merged["여자 보컬"] == {"tag": "여자 보컬", "into": "여성 보컬", "because": "meaning"}
    assert kept["여성 보컬"]["uses"] == "46"
    assert cut["딱한번쓴말"]["because"] == "rare"
    assert cut["내가 좋아하는 노래들"]["because"] == "says nothing of the music"
    page = (folder / "report.html").read_text("utf-8")
    assert "<svg" in page
    assert "여성 보컬" in page
    assert "3 categories" in said


def test_every_tag_is_somewhere_once(file, tmp_path, known):
    folder = tmp_path / "out"
    run(file, folder)

    found = [table(folder / f"{name}.csv") for name in ("tags", "merged", "cut")]

    assert sorted(tag.lstrip("'") for part in found for tag in part) == sorted(LIST)
    assert "'=1+1" in found[0]  # no spreadsheet takes it for a formula


def test_new_imports_skip_the_merge_and_keep_one_spelling(file, tmp_path):
    """CONTRACT S22."""
    folder = tmp_path / "out"
    run(file, folder, "--skip-merge")

    merged = table(folder / "merged.csv")
    assert {row["because"] for row in merged.values()} == {"spelling"}
    assert "여자 보컬" in table(folder / "tags.csv")


def test_a_second_run_embeds_nothing(file, tmp_path, known):
    folder = tmp_path / "out"
    run(file, folder)
    asked = len(known.asked)

    run(file, folder, "--least", "1")

    assert len(known.asked) == asked > 0
    assert "딱한번쓴말" in table(folder / "tags.csv")


def test_what_was_embedded_before_a_failure_is_kept(file, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    folder.mkdir()
    before = VectorFile(
        folder / "vectors.bin", model_key=f"openai:known:{DIMENSIONS}", dimensions=DIMENSIONS
    )
    before.add({"포스트 록": vector_of("포스트 록")})
    failing = FailingEmbedder(ProviderUnavailable())
    monkeypatch.setattr(registry, "configured", lambda: failing)

    with pytest.raises(CommandError, match="run it again"):
        run(file, folder)
    failing.error = None
    run(file, folder)

    assert "포스트 록" not in failing.asked[-1]


def test_a_record_cut_off_by_a_kill_is_dropped(tmp_path):
    path = tmp_path / "vectors.bin"
    kinds = {"model_key": "m", "dimensions": 2}
    VectorFile(path, **kinds).add({"a": [1, 0], "b": [0, 1]})
    path.write_bytes(path.read_bytes()[:-3])

    again = VectorFile(path, **kinds)

    assert again.missing(["a", "b"]) == ["b"]
    again.add({"b": [0, 1]})
    assert VectorFile(path, **kinds).rows(["b", "a"]).tolist() == [[0, 1], [1, 0]]
    assert VectorFile(path, model_key="other", dimensions=2).missing(["a"]) == ["a"]


def test_a_file_that_cannot_be_read_is_refused_with_a_word(tmp_path, known):
    bad = tmp_path / "bad.csv"
    bad.write_text("x,y\n1,2\n")

    for path in (bad, tmp_path / "nowhere.txt"):
        with pytest.raises(CommandError, match=path.name):
            run(path, tmp_path / "out")


def test_a_long_list_is_clean_in_one_go(tmp_path, known):
    path = tmp_path / "many.csv"
    main(3000, path)

    said = run(path, tmp_path / "out", "--least", "3")

    assert said.startswith("3,000 tags")
    assert "9 categories" in said
    found = [table(tmp_path / "out" / f"{name}.csv") for name in ("tags", "merged", "cut")]
    assert sum(map(len, found)) == 3000
