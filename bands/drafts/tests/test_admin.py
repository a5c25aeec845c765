"""Drafts and histories in the hands of curators and senior curators."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime, now

from bands import services as catalogue
from bands.acts import stored_acts
from bands.drafts import panels, services
from bands.drafts.models import BandDraft
from bands.models import Band, Keyword
from bands.tests.shelf import ACT, load
from bands.tests.test_admin import BANDS, form, said
from config.roles import CURATOR, SENIOR
from config.tests.reading import Elements, words
from config.tests.world import make_draft, make_member
from members.roles import Role, give_role

pytestmark = pytest.mark.django_db

LIST = reverse("admin:bands_banddraft_changelist")


@pytest.fixture
def band() -> Band:
    load(ACT)
    return Band.objects.get()


@pytest.fixture
def draft(band) -> BandDraft:
    return make_draft(band)


def person(role: str) -> Client:
    member, client = make_member(role.split()[0]), Client()
    give_role(member_ids=[member.pk], role=Role(role))
    client.force_login(member)
    return client


@pytest.fixture
def curator() -> Client:
    return person(CURATOR)


@pytest.fixture
def senior() -> Client:
    return person(SENIOR)


def stored(band: Band):
    return stored_acts([band.pk])[band.pk]


def page(name: str, draft: BandDraft) -> str:
    return reverse(f"admin:bands_banddraft_{name}", args=[draft.pk])


def state(draft: BandDraft) -> str:
    return BandDraft.objects.values_list("state", flat=True).get(pk=draft.pk)


# --- On the page of a band ---------------------------------------------------------------------
def test_what_a_curator_saves_is_a_draft_and_says_so(curator, band):
    before = stored(band)
    sent = form(band, name="새 이름", description="새 글", _save="1")

    answer = curator.post(f"{BANDS}{band.pk}/change/", sent, follow=True)

    assert "발행할 권한이 없어 초안으로 저장했습니다." in said(answer)[0]
    assert stored(band) == before
    draft = BandDraft.objects.get()
    assert (draft.act.name, draft.author.username) == ("새 이름", "curator")
    assert answer.redirect_chain[-1][0] == page("change", draft)


def test_a_senior_curator_saves_live_or_as_a_draft(senior, band):
    senior.post(f"{BANDS}{band.pk}/change/", form(band, name="하나", _draft="1"))
    assert (stored(band).name, BandDraft.objects.count()) == ("실리카겔", 1)

    senior.post(f"{BANDS}{band.pk}/change/", form(band, name="둘", _save="1"))
    assert (stored(band).name, BandDraft.objects.count()) == ("둘", 1)


def test_a_band_that_a_curator_adds_stays_hidden_until_its_draft_is_published(curator, senior):
    curator.post(f"{BANDS}add/", form(name="새 밴드", description="글"))
    band = Band.objects.get()
    assert not band.is_published

    senior.post(page("publish", BandDraft.objects.get()))

    assert (stored(band).published, stored(band).description) == (True, "글")


def test_a_draft_without_anything_new_is_not_kept(senior, band):
    act = stored(band)
    same = {
        "name": act.name,
        "aliases": "\n".join(act.aliases),
        "description": act.description,
        "description_en": act.description_en,
        "words": list(act.keywords),
        "track": act.track,
    }
    answer = senior.post(f"{BANDS}{band.pk}/change/", form(band, **same, _draft="1"), follow=True)
    assert said(answer) == ["지금의 밴드와 다른 것이 없어 초안으로 남기지 않았습니다."]
    assert not BandDraft.objects.exists()


def test_the_page_of_a_band_names_its_open_drafts(curator, band, draft):
    other = make_draft(band, name="다른 이름")
    services.discard(draft_id=other.pk, now=now())
    shown = curator.get(f"{BANDS}{band.pk}/change/").content.decode()
    assert page("change", draft) in shown
    assert page("change", other) not in shown


def test_who_may_only_look_sees_the_document(band, django_user_model):
    looker = django_user_model.objects.create_user("looker", "l@example.org", "pw", is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_band"))
    client = Client()
    client.force_login(looker)
    shown = client.get(f"{BANDS}{band.pk}/change/")
    assert ACT["description"] in words(shown)
    assert "textarea" not in shown.content.decode()


# --- The page of a draft -----------------------------------------------------------------------
def test_a_draft_shows_what_publishing_it_would_change(curator, draft):
    shown = curator.get(page("change", draft)).content.decode()
    assert "<ins>새로 쓴 글</ins>" in shown
    assert f"<del>{ACT['description']}</del>" in shown


def test_publishing_asks_first(senior, band, draft):
    asked = senior.get(page("publish", draft))
    assert "<ins>새로 쓴 글</ins>" in asked.content.decode()
    assert state(draft) == "draft"

    answer = senior.post(page("publish", draft), follow=True)

    assert said(answer) == ["발행했습니다."]
    assert stored(band).description == "새로 쓴 글"
    assert "textarea" not in answer.content.decode()


def test_a_draft_of_a_band_that_moved_is_brought_up_to_date_and_published(senior, band, draft):
    load(ACT | {"name": "실리카", "description": "남이 쓴 글"})
    answer = senior.post(page("publish", draft), follow=True)
    assert "그사이 밴드가 바뀌었습니다." in said(answer)[0]
    assert page("update", draft) in answer.content.decode()

    asked = senior.get(page("update", draft))
    assert "<ins>남이 쓴 글</ins>" in asked.content.decode()
    answers = asked.context["hidden"] | {"keep-description": "theirs"}
    senior.post(page("update", draft), answers)

    act = BandDraft.objects.get().act
    assert (act.name, act.description) == ("실리카", "남이 쓴 글")
    assert said(senior.post(page("publish", draft), follow=True))[-1] == "발행했습니다."


def test_a_renamed_keyword_alone_can_be_caught_up_with(senior, band, draft):
    Keyword.objects.filter(keyword="슈게이징").update(keyword="슈게이즈")
    asked = senior.get(page("update", draft))
    senior.post(page("update", draft), asked.context["hidden"])
    assert said(senior.post(page("publish", draft), follow=True))[-1] == "발행했습니다."
    assert stored(band).keywords == {"슈게이즈", "몽환적인"}


def test_what_stands_in_the_way_is_said_on_the_page(curator, band):
    draft = make_draft(band, keywords=frozenset({"밤"}))
    catalogue.delete_keywords(keywords=Keyword.objects.filter(keyword="밤"), now=now())
    catalogue.delete_bands(bands=Band.objects.all(), now=now())
    shown = words(curator.get(page("change", draft)))
    assert "모르는 키워드입니다: 밤" in shown
    assert "지운 밴드입니다." in shown


@pytest.mark.parametrize(
    ("name", "sent"),
    [("publish", {}), ("discard", {}), ("schedule", {"publish_at": "2999-01-01T09:00"})],
)
def test_a_closed_draft_can_only_be_read(senior, draft, name, sent):
    services.discard(draft_id=draft.pk, now=now())
    for answer in (
        senior.get(page(name, draft), follow=True),
        senior.post(page(name, draft), sent, follow=True),
        senior.post(page("change", draft), form(name="나") | {"seen": 1}, follow=True),
    ):
        assert said(answer) == ["이미 발행했거나 버린 초안입니다."]
    assert state(draft) == "discarded"


def test_discarding_asks_first_and_keeps_it_readable(curator, draft):
    curator.get(page("discard", draft))
    assert state(draft) == "draft"
    answer = curator.post(page("discard", draft), follow=True)
    assert state(draft) == "discarded"
    assert "새로 쓴 글" in words(answer)


# --- At a time ---------------------------------------------------------------------------------
def test_a_draft_is_scheduled_in_the_sites_time_and_taken_off_again(senior, band, draft):
    at = localtime(now() + timedelta(days=1)).replace(second=0, microsecond=0)
    sent = {"publish_at": at.strftime("%Y-%m-%dT%H:%M")}

    answer = senior.post(page("schedule", draft), sent, follow=True)

    assert "발행합니다." in said(answer)[0]
    assert (state(draft), BandDraft.objects.get().publish_at) == ("scheduled", at)
    assert sent["publish_at"] in senior.get(page("schedule", draft)).content.decode()
    senior.post(page("unschedule", draft))
    assert state(draft) == "draft"


@pytest.mark.parametrize("moment", ["", "내일", "2020-01-01T09:00", "9999-99-99T09:00"])
def test_a_moment_that_cannot_be_is_refused_with_a_reason(senior, draft, moment):
    answer = senior.post(page("schedule", draft), {"publish_at": moment}, follow=True)
    assert state(draft) == "draft"
    assert said(answer) or answer.context["form"].errors


def test_what_could_not_be_published_in_time_says_why(senior, band, draft):
    services.schedule(draft_id=draft.pk, publish_at=now() + timedelta(hours=1), by=None, now=now())
    load(ACT | {"name": "실리카"})
    services.publish_due(now=now() + timedelta(hours=2))

    assert "밴드가 바뀜" in words(senior.get(LIST))
    shown = words(senior.get(page("change", draft)))
    assert "예약한 때에 발행하지 못했습니다: 밴드가 바뀜" in shown


# --- The list, the history ---------------------------------------------------------------------
def test_drafts_are_listed_by_their_state(curator, band):
    drafts = [make_draft(band, name=name) for name in ("하나", "둘", "셋")]
    services.discard(draft_id=drafts[1].pk, now=now())
    services.publish(draft_id=drafts[2].pk, by=None, now=now())

    def listed(query: str) -> set[int]:
        return {row.pk for row in curator.get(LIST + query).context["cl"].result_list}

    assert listed("") == listed("?state=draft") == {drafts[0].pk}
    assert listed("?state=discarded") == {drafts[1].pk}
    assert listed("?state=published") == {drafts[2].pk}
    assert listed("?state=every") == {draft.pk for draft in drafts}


def test_the_list_costs_the_same_for_three_drafts_or_thirty(
    curator, band, django_assert_max_num_queries
):
    for number in range(30):
        make_draft(band, name=f"이름 {number}")
    with django_assert_max_num_queries(8):
        curator.get(LIST)


def test_the_history_shows_each_change_and_leads_back(senior, band):
    load(ACT | {"description": "다른 글", "keywords": ["밤"]})
    history = senior.get(f"{BANDS}{band.pk}/history/")
    assert "<ins>다른 글</ins>" in history.content.decode()
    assert "<del>슈게이징</del>" in history.content.decode()
    back = f"{BANDS}{band.pk}/revert/?to=1"
    assert back in history.content.decode()

    asked = senior.get(back)
    assert "<del>다른 글</del>" in asked.content.decode()
    answer = senior.post(back, asked.context["hidden"], follow=True)

    assert said(answer) == ["1판으로 되돌렸습니다."]
    assert stored(band).description == ACT["description"]
    assert "3판 · 되돌림 · 1" in words(answer)


def test_going_back_over_what_one_has_not_seen_is_refused(senior, band):
    load(ACT | {"name": "하나"})
    asked = senior.get(f"{BANDS}{band.pk}/revert/?to=1")
    load(ACT | {"name": "둘"})
    answer = senior.post(f"{BANDS}{band.pk}/revert/?to=1", asked.context["hidden"], follow=True)
    assert "그사이 밴드가 바뀌었습니다." in said(answer)[0]
    assert stored(band).name == "둘"


def test_words_that_are_gone_are_named_before_going_back(senior, band):
    load(ACT | {"keywords": ["밤"]})
    catalogue.delete_keywords(keywords=Keyword.objects.filter(keyword="슈게이징"), now=now())
    asked = words(senior.get(f"{BANDS}{band.pk}/revert/?to=1"))
    assert "이제 없는 키워드는 빠집니다: 슈게이징" in asked


@pytest.mark.parametrize("to", ["", "99", "x", "9" * 40])
def test_a_revision_that_is_not_there_leads_to_the_history(senior, band, to):
    answer = senior.get(f"{BANDS}{band.pk}/revert/?to={to}", follow=True)
    assert said(answer) == ["되돌릴 판을 역사에서 골라 주세요."]


def test_a_long_history_has_pages(senior, band, django_assert_max_num_queries):
    for turn in range(25):
        load(ACT | {"name": f"이름 {turn}"})
    with django_assert_max_num_queries(12):
        first = senior.get(f"{BANDS}{band.pk}/history/")
    assert "26판" in words(first)
    assert "5판" in words(senior.get(f"{BANDS}{band.pk}/history/?p=2"))
    assert "<del>이름 4</del><ins>이름 5</ins>" in first.content.decode()


# --- What other apps add, and the policy -------------------------------------------------------
def test_other_apps_add_panels_to_an_open_draft(curator, draft, monkeypatch):
    monkeypatch.setattr(panels, "_panels", [])
    panels.add_panel(lambda request, draft: f"<{draft.act.name}>")
    assert "&lt;실리카겔&gt;" in curator.get(page("change", draft)).content.decode()


def test_no_page_has_a_script_or_a_style_of_its_own(senior, band, draft):
    load(ACT | {"name": "실리카"})
    for place in (
        LIST,
        f"{BANDS}{band.pk}/change/",
        f"{BANDS}{band.pk}/history/",
        f"{BANDS}{band.pk}/revert/?to=1",
        *(page(name, draft) for name in ("change", "publish", "schedule", "update", "discard")),
    ):
        answer = senior.get(place)
        elements = Elements(answer)
        assert answer.status_code == 200
        assert not elements.inline
        for _tag, attributes in elements.found:
            assert not {name for name in attributes if name == "style" or name.startswith("on")}
