"""A senior curator brings a file in a real browser: difference, confirmation, the way back."""

import pytest
from playwright.sync_api import Page, expect

from bands.models import Band
from config.tests.browser.walks import overflow
from config.tests.world import make_member
from members.roles import Role, give_role

pytestmark = pytest.mark.browser

FILE = (
    "key,name,description\r\n"
    "act-0,실리카겔,겹겹이 쌓인 기타가 번지고 낮은 목소리가 걸어온다.\r\n"
    "brand-new,=새 밴드,\r\n"
    "act-1,,\r\n"
).encode("cp949")
SAYS = {
    "ko": {"upload": "올리고 비교하기", "write": "넣기: 새로 1, 고침 1", "failed": "못 읽음"},
    "en": {
        "upload": "Upload and compare",
        "write": "Write: 1 new, 1 changed",
        "failed": "unusable",
    },
}
UNDO = {"ko": "이 가져오기를 통째로 취소하기", "en": "Take this whole import back"}


@pytest.fixture
def senior(stage) -> None:
    member = make_member("senior")
    give_role(member_ids=[member.pk], role=Role.SENIOR)


def sign_in(visitor, path: str) -> Page:
    page = visitor.go(path)
    page.locator("[name=username]").fill("senior")
    page.locator("[name=password]").fill("pw-of-tests")
    page.locator("[type=submit]").click()
    return page


@pytest.mark.parametrize(
    ("language", "width", "script"), [("ko", 1280, True), ("en", 390, True), ("ko", 1280, False)]
)
def test_a_file_is_compared_confirmed_and_taken_back(visit, senior, language, width, script):
    says = SAYS[language]
    text = Band.objects.get(key="act-0").description.text
    visitor = visit(language=language, width=width, script=script)
    page = sign_in(visitor, "/admin/bands/catalogueimport/add/")

    page.locator("[name=file]").set_input_files(
        {"name": "목록.csv", "mimeType": "text/csv", "buffer": FILE}
    )
    page.get_by_role("button", name=says["upload"]).click()

    expect(page.locator(".about-file")).to_contain_text("CP949")
    expect(page.locator(".import-rows del").first).to_be_visible()
    page.get_by_role("link", name=says["failed"]).click()
    expect(page.locator(".import-rows")).to_contain_text("name")
    assert overflow(page) <= 0
    assert not Band.objects.filter(key="brand-new").exists()

    page.get_by_role("button", name=says["write"]).click()
    expect(page.get_by_role("button", name=UNDO[language])).to_be_visible()
    assert Band.objects.get(key="brand-new").name == "=새 밴드"

    page.get_by_role("button", name=UNDO[language]).click()
    expect(page.get_by_role("button", name=UNDO[language])).to_have_count(0)
    assert Band.objects.get(key="brand-new").deleted_at is not None
    assert Band.objects.get(key="act-0").description.text == text


def test_the_catalogue_is_downloaded_and_brought_back_without_a_difference(visit, senior):
    visitor = visit()
    page = sign_in(visitor, "/admin/bands/catalogueimport/export/?subject=")
    page.locator("[name=subject]").select_option("bands")
    with page.expect_download() as waiting:
        page.locator(".submit-row [type=submit]").click()

    visitor.go("/admin/bands/catalogueimport/add/")
    page.locator("[name=file]").set_input_files(waiting.value.path())
    page.get_by_role("button", name=SAYS["ko"]["upload"]).click()

    expect(page.locator("#content")).to_contain_text("파일과 지금 목록이 같습니다.")
