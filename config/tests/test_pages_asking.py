"""The page where one asks in one's own words, as anyone meets it without a script."""

from html import unescape

import numpy as np
import pytest

from bands.models import Band, Keyword
from config.tests.reading import Elements, links, words
from config.tests.stage import DIMENSIONS, set_stage
from config.tests.world import know, make_member
from embeddings.tests.embedders import KnownEmbedder
from embeddings.text import registry
from recommendations.asking.address import Asked, Thread
from recommendations.asking.inputs import load_language
from recommendations.asking.tests.injected import INJECTED

pytestmark = pytest.mark.django_db

ASK = "/ask/"
HTMX = {"HX-Request": "true", "HX-Target": "ask"}
TEXT = "쏜애플 좋아해. 비슷하게 몽환적인 밴드"
MOST_QUERIES = 12  # RELIABILITY L7


@pytest.fixture
def stage():
    space = set_stage(extras=False)
    for number, word in enumerate(("슈게이징", "인디 록")):
        know(space, (word,), np.eye(DIMENSIONS)[number])


def ask(client, text, **more):
    return client.post(ASK, {"q": text}, follow=True, **more)


def bands(page):
    shown = (item.get("id", "") for item in Elements(page).of("li") if item.get("class") == "found")
    return set(
        Band.objects.filter(pk__in=[one.removeprefix("band-") for one in shown]).values_list(
            "name", flat=True
        )
    )


def chip(page, word):
    """The address that the chip of a keyword leads to."""
    pk = Keyword.objects.get(keyword=word).pk
    return next(a["href"] for a in Elements(page).of("a") if a.get("id") == f"word-{pk}")


def test_before_anything_is_asked_there_are_examples_to_press(client, stage):
    page = client.get(ASK)
    examples = [address for address in links(page) if address.startswith("/ask/?q=")]
    assert len(examples) == 3
    assert all(client.get(address).status_code == 200 for address in examples)
    assert ASK in links(client.get("/"))
    assert ASK in links(client.get("/bands/"))


def test_an_answer_says_what_was_read_and_shows_bands_with_reasons(client, stage):
    """CONTRACT R38, R39, R52, R55."""
    page = ask(client, TEXT)
    said = unescape(words(page))
    assert "'쏜애플'에 대해 긍정적(0." in said
    assert "밴드 목록에서 찾았어요." in said
    assert {"라쿠나", "줄리아드림"} <= bands(page)
    assert "쏜애플" not in bands(page)
    for piece in ("코사인 유사도", "말한 밴드 ‘쏜애플’", "‘몽환적인’ 키워드가 겹쳐요"):
        assert piece.replace(" ", "") in said.replace(" ", "")


def test_the_address_carries_it_all(client, stage):
    page = ask(client, TEXT)
    ((address, status),) = page.redirect_chain
    assert (status, address.startswith("/ask/?q=")) == (303, True)
    assert bands(client.get(address)) == bands(page)
    assert TEXT in unescape(words(page))


def test_a_chip_that_is_pressed_changes_the_list_and_comes_back(client, stage):
    """CONTRACT R58."""
    page = ask(client, "슈게이징 밴드")
    assert bands(page) == {"실리카겔"}

    less = client.get(chip(page, "슈게이징"))
    assert bands(less) != {"실리카겔"}
    assert bands(client.get(chip(less, "슈게이징"))) == {"실리카겔"}


def test_a_keyword_can_be_added(client, stage):
    page = ask(client, "몽환적인 밴드")
    more = client.get(chip(page, "밤"))
    assert "이렇게 찾았어요: 몽환적인, 밤" in words(more)
    assert "밤" not in words(client.get(chip(more, "밤"))).split("맞는 밴드")[0].split("더할 수")[0]


def test_what_was_not_wanted_can_be_allowed_again(client, stage):
    page = ask(client, "인디 록 듣고 싶은데 몽환적인 건 싫어")
    assert "쏜애플" not in bands(page)
    assert "쏜애플" in bands(client.get(chip(page, "몽환적인")))


def test_english_is_answered_in_english(client, stage):
    """CONTRACT R56."""
    page = ask(client, "I love THORNAPPLE, something dreamy", headers={"Accept-Language": "en"})
    for piece in ("What we understood", "dreamy", "Found in the catalogue.", "Bands that fit"):
        assert piece in words(page)


def test_what_is_not_there_is_said_plainly(client, stage):
    """CONTRACT R37, O2, O3."""
    page = ask(client, "라디오헤드 같은 몽환적인 밴드")
    assert "'라디오헤드'은(는) 아직 여기에 없는 이름이에요." in unescape(words(page))
    assert "가장 가까운 밴드" in words(page)

    page = ask(client, "ㅁㄴㅇㄹ")
    assert "보여 드릴 밴드를 찾지 못했어요" in words(page)
    assert "몽환적인" in unescape(words(client.get(chip(page, "몽환적인")))).split("더할 수")[0]


@pytest.mark.parametrize("text", ["가" * 501, "<b>" * 400])
def test_too_long_a_text_is_refused_and_kept(client, text):
    page = client.post(ASK, {"q": text})
    assert page.status_code == client.get(ASK, {"q": text}).status_code == 400
    assert f"500자까지 적을 수 있어요. 지금은 {len(text)}자예요." in words(page)
    (box,) = [one for one in Elements(page).of("input") if one.get("name") == "q"]
    assert (box["value"], box["aria-invalid"]) == (text, "true")


def test_htmx_gets_the_part_alone(client, stage):
    page = ask(client, TEXT, headers=HTMX)
    assert "<html" not in page.text
    assert bands(page)
    refused = client.post(ASK, {"q": "가" * 501}, headers=HTMX)
    assert (refused.status_code, refused["HX-Push-Url"]) == (200, "false")
    restored = client.get(ASK, headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<html" in restored.text


def test_nonsense_in_the_address_is_left_out(client, stage):
    asked = {"q": "몽환적인", "without": ["x", "-1", "9" * 30], "with": ["", "999999"]}
    assert bands(client.get(ASK, asked)) == bands(client.get(ASK, {"q": "몽환적인"}))


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE bands_band; --",
    "\x07\x1b[31m\u202e몽환적인\x7f",
    "{{ settings.SECRET_KEY }} {% debug %} ${7*7}",
    '"><script>alert(1)</script>',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_thread_is_answered_and_becomes_no_markup(client, text, stage):
    """RELIABILITY S17: in `then`, `without`, `with` and `shown` alike."""
    asked = {"q": "몽환적인 밴드", "without": text, "with": [text, "0", "-3"], "shown": text}
    page = client.get(ASK, asked | {"then": [text, "더 조용한 걸로"]})
    assert page.status_code == 200
    assert not [tag for tag in Elements(page).of("img") if tag.get("src") == "x"]
    assert "<script>alert" not in page.text
    assert Band.objects.exists()


def test_a_megabyte_in_a_thread_is_refused_plainly(client, stage):
    for asked in ({"q": "밤", "then": "가" * 350_000}, {"q": "x" * 1_000_000}):
        page = client.get(ASK, asked)
        assert page.status_code == 400
        assert "500자까지" in words(page)
    assert client.get(ASK, {"q": "밤", "with": "1" * 1_000_000}).status_code == 200


def test_too_many_turns_are_refused_when_posted_and_cut_when_addressed(client, stage):
    address = Thread(tuple(Asked(f"밤 {number}") for number in range(8))).address
    assert client.post(address, {"q": "더 조용한 걸로"}).status_code == 400
    assert client.get(f"{address}&then=more&then=more").status_code == 200


def test_picks_are_not_shown_to_their_member(client, stage):
    """CONTRACT A1."""
    client.force_login(make_member(bands=[Band.objects.get(name="라쿠나")]))
    assert "라쿠나" not in bands(ask(client, TEXT))


def test_there_is_a_rate(client, stage, settings):
    """RELIABILITY S13."""
    settings.API_RATES = settings.API_RATES | {"chat": "1/minute"}
    assert [client.get(ASK, {"q": TEXT}).status_code for _try in range(2)] == [200, 429]
    assert client.get(ASK).status_code == 200


@pytest.mark.parametrize("text", INJECTED)
def test_injected_text_becomes_no_markup(client, text, stage):
    """RELIABILITY S17: 60 texts; what an innocent text brings is all that is there."""
    page = client.get(ASK, {"q": text})
    assert page.status_code == 200
    elements = Elements(page)
    assert not {"iframe", "style"} & {tag for tag, _attributes in elements.found}
    assert not elements.inline
    assert "<" not in text or text.strip() not in page.text
    for _tag, attributes in elements.found:
        assert not any(name.startswith("on") for name in attributes)
        assert not attributes.get("href", "").startswith("javascript:")
        assert "evil.example" not in attributes.get("src", "")
        assert attributes.get("action", "/").startswith("/")


def test_a_page_takes_few_queries(client, stage, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(registry, "for_space", lambda *_space: KnownEmbedder())
    load_language()  # read anew only when a name or a word has changed
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(ASK, {"q": TEXT})
