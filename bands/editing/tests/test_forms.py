"""One form for a document: what it takes, and two curators at once (RELIABILITY F12)."""

from collections.abc import Callable
from functools import partial

import pytest
from django.conf import settings
from django.test import Client

from bands.acts import stored_acts
from bands.drafts.models import BandDraft
from bands.models import Band, Keyword
from bands.tests.shelf import ACT, load, make_curator, shelve
from bands.tests.test_admin import BANDS, form
from config.tests.threads import at_once
from config.tests.world import make_draft

pytestmark = pytest.mark.django_db

ROUNDS = 20
DRAFTS = f"/{settings.ADMIN_PATH}/bands/banddraft/"
TOLD = "그사이 다른 사람이 고쳐서 아직 저장하지 않았습니다."


@pytest.fixture
def band() -> Band:
    load(ACT)
    return Band.objects.get()


def session(name: str) -> Client:
    client = Client()
    client.force_login(make_curator(name, is_superuser=True))
    return client


@pytest.fixture
def kim() -> Client:
    return session("kim")


@pytest.fixture
def lee() -> Client:
    return session("lee")


def place(row: Band | BandDraft) -> str:
    return f"{BANDS if isinstance(row, Band) else DRAFTS}{row.pk}/change/"


def opened(client: Client, row: Band | BandDraft) -> dict[str, object]:
    """What a browser would send from the page as it is."""
    page = client.get(place(row)).context["adminform"].form
    names = ("name", "kind", "description", "description_en", "words", "track", "track_url")
    data = {name: page.initial[name] for name in names}
    data |= {"aliases": "\r\n".join(sorted(page.initial["aliases"])), "seen": page.opened_at}
    return data | ({"published": "on"} if page.initial["published"] else {})


def is_told(answer) -> bool:
    return answer.status_code == 200 and TOLD in answer.content.decode()


def stored(band: Band):
    return stored_acts([band.pk])[band.pk]


# --- What the form takes -----------------------------------------------------------------------
def test_a_page_saved_as_it_is_changes_nothing(kim, band):
    load(ACT | {"description": "첫 줄.\n\n다음 줄."})
    before, revisions = stored(band), band.revisions.count()
    data = opened(kim, band)
    data["description"] = data["description"].replace("\n", "\r\n")  # as browsers do

    assert kim.post(place(band), data).status_code == 302

    assert stored(band) == before
    assert band.revisions.count() == revisions


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "가" * 101),
        ("name", "두\n줄"),
        ("description", "글" * 8001),
        ("words", ["없는 말"]),
        ("aliases", "나" * 101),
        ("track", ""),
        ("track_url", "http://example.org/"),
        ("image_url", "javascript:alert(1)"),
        ("kind", "orchestra"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(kim, band, field, value):
    before = stored(band)
    data = opened(kim, band) | {"track_url": "https://example.org/a", field: value}

    answer = kim.post(place(band), data)

    wrong = "track_url" if field == "track" else field
    assert list(answer.context["adminform"].form.errors) == [wrong]
    assert stored(band) == before


def test_names_are_kept_once_and_without_the_own_name(kim, band):
    data = opened(kim, band) | {"aliases": "에이\n에이\n \n실리카겔\n\u1109\u1175\u11af"}
    kim.post(place(band), data)
    assert stored(band).aliases == {"에이", "실"}


def test_a_band_with_a_key_that_is_taken_is_not_written_over(kim, band):
    before = stored(band)
    answer = kim.post(f"{BANDS}add/", form(key=band.key))
    assert "key" in answer.context["adminform"].form.errors
    assert stored(band) == before


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_key_at_once_one_is_told():
    clients = [session("kim"), session("lee")]
    adding = [
        partial(client.post, f"{BANDS}add/", form(key="same", name=name))
        for client, name in zip(clients, ("하나", "둘"), strict=True)
    ]
    said = [answer.status_code for answer in at_once(*adding)]
    assert sorted(said) == [200, 302]
    assert Band.objects.get().name == ("하나", "둘")[said.index(302)]


# --- Two curators ------------------------------------------------------------------------------
def test_the_second_to_save_is_told_and_nothing_is_overwritten(kim, lee, band):
    """RELIABILITY F12: 20 of 20, with two sessions."""
    for turn in range(ROUNDS):
        first, second = opened(kim, band), opened(lee, band)
        assert kim.post(place(band), first | {"name": f"이름 {turn}"}).status_code == 302
        kept = stored(band)

        answer = lee.post(place(band), second | {"description": f"글 {turn}"})

        assert is_told(answer)
        assert stored(band) == kept
        page = answer.content.decode()
        assert f"<ins>이름 {turn}</ins>" in page
        assert "kim" in page
        assert f"글 {turn}</textarea>" in page


def resent(answer, data: dict[str, object], **answers: str) -> dict[str, object]:
    told = answer.context["adminform"].form.conflict.number
    return data | {"told": told} | {f"keep-{name}": keep for name, keep in answers.items()}


@pytest.mark.parametrize(
    ("answers", "name", "text"),
    [
        ({}, "실리카", "이가 쓴 글"),
        ({"name": "mine"}, "실리카겔", "이가 쓴 글"),
        ({"description": "theirs"}, "실리카", "김이 쓴 글"),
        ({"name": "nonsense", "key": "mine"}, "실리카", "이가 쓴 글"),
    ],
)
def test_the_second_says_whose_stays(kim, lee, band, answers, name, text):
    data = opened(lee, band) | {"description": "이가 쓴 글"}
    kim.post(place(band), opened(kim, band) | {"name": "실리카", "description": "김이 쓴 글"})
    told = lee.post(place(band), data)

    assert lee.post(place(band), resent(told, data, **answers)).status_code == 302

    assert (stored(band).name, stored(band).description) == (name, text)


def test_keywords_of_both_are_kept_unless_one_says_otherwise(kim, lee, band):
    data = opened(lee, band)
    data["words"] = [*data["words"], "밤"]
    kim.post(place(band), opened(kim, band) | {"words": ["슈게이징", "포크"]})

    told = lee.post(place(band), data)
    lee.post(place(band), resent(told, data))

    assert stored(band).keywords == {"슈게이징", "포크", "밤"}


def test_who_was_told_is_told_again_when_a_third_saves(kim, lee, band):
    data = opened(lee, band) | {"description": "이가 쓴 글"}
    kim.post(place(band), opened(kim, band) | {"name": "하나"})
    first = lee.post(place(band), data)
    kim.post(place(band), opened(kim, band) | {"name": "둘"})

    second = lee.post(place(band), resent(first, data))
    assert is_told(second)
    assert "<ins>둘</ins>" in second.content.decode()

    lee.post(place(band), resent(second, data))
    assert (stored(band).name, stored(band).description) == ("둘", "이가 쓴 글")


def test_a_wrong_field_after_the_answer_loses_neither(kim, lee, band):
    data = opened(lee, band) | {"description": "이가 쓴 글"}
    kim.post(place(band), opened(kim, band) | {"name": "하나"})
    again = resent(lee.post(place(band), data), data, name="mine")

    page = lee.post(place(band), again | {"track_url": "nonsense"}).content.decode()

    assert f'name="told" value="{again["told"]}"' in page
    assert 'name="keep-name" value="mine"' in page
    assert "이가 쓴 글</textarea>" in page


def test_an_import_in_between_is_told_like_a_person(lee, band):
    data = opened(lee, band) | {"description": "이가 쓴 글"}
    load(ACT | {"name": "실리카"})
    assert is_told(lee.post(place(band), data))


def test_a_keyword_that_is_renamed_in_between_is_nobodys_conflict(lee, band):
    data = opened(lee, band) | {"words": ["몽환적인"]}
    Keyword.objects.filter(keyword="슈게이징").update(keyword="슈게이즈")
    assert lee.post(place(band), data).status_code == 302
    assert stored(band).keywords == {"몽환적인"}


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_page_that_does_not_say_when_it_was_opened_saves_nothing(lee, band, seen):
    before = stored(band)
    answer = lee.post(place(band), opened(lee, band) | {"name": "실리카", "seen": seen})
    assert answer.status_code == 200
    assert stored(band) == before


def test_saving_as_a_draft_stands_in_nobodys_way(kim, lee, band):
    data = opened(lee, band) | {"description": "이가 쓴 글", "_draft": "1"}
    kim.post(place(band), opened(kim, band) | {"name": "실리카"})

    assert lee.post(place(band), data).status_code == 302

    draft = BandDraft.objects.get()
    assert (draft.base.act.name, draft.act.description) == ("실리카겔", "이가 쓴 글")
    assert stored(band).name == "실리카"


# --- At the same moment ------------------------------------------------------------------------
def both_press(
    make_row: Callable[[int], Band | BandDraft], document: Callable[[object], object]
) -> None:
    """Twenty times two curators with the same page open press "save" at the same moment."""
    people = [session("kim"), session("lee")]
    for turn in range(ROUNDS):
        row = make_row(turn)
        sent = [opened(client, row) | {"name": f"{turn} {n}"} for n, client in enumerate(people)]
        presses = [
            partial(client.post, place(row), data)
            for client, data in zip(people, sent, strict=True)
        ]
        answers = at_once(*presses)
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        [winner] = [n for n, answer in enumerate(answers) if answer.status_code == 302]
        assert document(row).name == f"{turn} {winner}"
        loser = answers[1 - winner]
        assert is_told(loser)
        assert f'value="{turn} {1 - winner}"' in loser.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_press_save_at_the_same_moment():
    """RELIABILITY F12: 20 of 20, at the same moment."""
    band = shelve("가")
    both_press(lambda _turn: band, stored)


@pytest.mark.django_db(transaction=True)
def test_two_who_press_save_on_a_draft_at_the_same_moment():
    """RELIABILITY F12: drafts, 20 of 20, at the same moment."""
    draft = make_draft(shelve("가"))

    def fresh(_turn: int) -> BandDraft:
        return BandDraft.objects.get(pk=draft.pk)

    both_press(fresh, lambda row: fresh(0).act)


# --- Drafts ------------------------------------------------------------------------------------
def test_the_second_to_save_a_draft_is_told(kim, lee, band):
    """RELIABILITY F12: drafts, 20 of 20, with two sessions."""
    draft = make_draft(band)
    for turn in range(ROUNDS):
        first, second = opened(kim, draft), opened(lee, draft)
        assert kim.post(place(draft), first | {"name": f"이름 {turn}"}).status_code == 302

        answer = lee.post(place(draft), second | {"description": f"글 {turn}"})
        assert is_told(answer)
        assert BandDraft.objects.get().act.description != f"글 {turn}"

        lee.post(place(draft), resent(answer, second | {"description": f"글 {turn}"}))
        act = BandDraft.objects.get().act
        assert (act.name, act.description) == (f"이름 {turn}", f"글 {turn}")
