"""Import and export in the hands of a senior curator."""

import csv
import io
import json

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bands.models import Band
from bands.tests.shelf import ACT, lines, load, make_curator
from bands.transfer import admin as door
from bands.transfer import uploads
from bands.transfer.models import CatalogueImport, State
from bands.transfer.tasks import advance_imports
from bands.transfer.tests.files import brought_to, catalogue
from config.tests.reading import Elements

pytestmark = pytest.mark.django_db

ADD = reverse("admin:bands_catalogueimport_add")
EXPORT = reverse("admin:bands_catalogueimport_export")
NEW = ACT | {"key": "new", "name": "새 밴드", "aliases": []}


@pytest.fixture(autouse=True)
def shelf():
    load(ACT)


@pytest.fixture
def root(client):
    client.force_login(make_curator("root", is_superuser=True))
    return client


def upload(client, data: bytes, *, name: str = "acts.csv", subject: str = "bands"):
    file = SimpleUploadedFile(name, data)
    return client.post(ADD, {"subject": subject, "file": file}, follow=True)


def press(client, button: str, **data: object):
    file = CatalogueImport.objects.get()
    return client.post(reverse(f"admin:bands_import_{button}", args=[file.pk]), data, follow=True)


def test_upload_difference_confirm_undo(root):
    before = catalogue()

    page = upload(root, "key,name,track\nsilica-gel,실리카,\nnew,새 밴드,곡\n".encode("cp949"))
    assert "CP949" in page.text
    assert "<del>실리카겔</del>" in page.text
    assert "비움" in page.text
    assert catalogue() == before

    page = press(root, "confirm", look=1)
    assert catalogue()["new"][0].track == "곡"
    assert "이 가져오기를 통째로 취소하기" in page.text

    page = press(root, "undo")
    assert catalogue() == before | {"new": (catalogue()["new"][0], True)}
    assert "취소함" in page.text


def test_a_preview_that_is_out_of_date_is_made_anew_and_says_so(root):
    upload(root, b"key,name\nsilica-gel,x\n")
    brought_to("silica-gel", description="그 사이에 쓴 글")

    page = press(root, "confirm", look=1)

    assert "다시 비교했습니다. 바뀐 것: silica-gel" in page.text
    assert catalogue()["silica-gel"][0].name == "실리카겔"


def test_a_confirmation_of_an_older_look_is_told_so(root):
    upload(root, b"key,name\nsilica-gel,x\n")
    press(root, "again")
    for look in ("1", "", "x" * 9, "9" * 5000):
        page = press(root, "confirm", look=look)
        assert "상태가 바뀌었습니다" in page.text
    assert catalogue()["silica-gel"][0].name == "실리카겔"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "비어"),
        (b" \n", "빈 파일입니다."),
        (b"PK\x03\x04" + b"\0" * 100, "엑셀 파일입니다."),
        (b"\x7fELF\0\0", "글 파일이 아닙니다."),
        (b'[{"key": "a"}]', "JSON 배열입니다."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_way_out(root, data, said):
    assert said in upload(root, data).text
    assert not CatalogueImport.objects.exists()


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"name,key,colour\na,b,c\n", 1, "모르는 열입니다: &#x27;colour&#x27;"),
        (b"name\na\n", 1, "꼭 있어야 하는 열이 없습니다: key"),
        (b'key,name\na,"b\n', 2, "닫지 않은 따옴표"),
        (b"key,name\na,b\na,c\n", 3, "2번째 줄에 이미 나온 항목입니다."),
        (b"key,name,kind\na,b,trio\n", 2, "band, solo 중 하나여야 합니다"),
        (b"key,name,keywords\na,b,zzz\n", 2, "모르는 키워드입니다: zzz"),
        (b'key,name\na,b\n<script>,"c"\n', 3, "key 항목에는"),
    ],
)
def test_what_is_wrong_is_shown_with_its_line_and_runs_nowhere(root, data, line, said):
    page = upload(root, data)
    page = root.get(page.request["PATH_INFO"], {"show": "failed"})
    assert f"<td>{line}</td>" in page.text
    assert said in page.text
    assert "<script>," not in page.text


def test_a_file_over_the_limit_is_refused_before_it_is_kept(root, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_BYTES", 100_000)
    page = upload(root, b"x" * 300_000)
    assert "파일이 너무 큽니다" in page.text
    assert not CatalogueImport.objects.exists()


def test_a_large_file_is_left_to_the_workers_and_its_page_waits(root, monkeypatch):
    monkeypatch.setattr(door, "SMALL", 10)
    page = upload(root, lines(NEW))
    assert CatalogueImport.objects.get().state == State.READING
    assert 'http-equiv="refresh"' in page.text

    advance_imports()

    page = root.get(page.request["PATH_INFO"])
    assert CatalogueImport.objects.get().state == State.READY
    assert 'http-equiv="refresh"' not in page.text


def test_many_differences_come_in_pages_of_the_same_cost(root, django_assert_max_num_queries):
    page = upload(root, lines(*(NEW | {"key": f"k{n}"} for n in range(120))))
    address = page.request["PATH_INFO"]
    assert "1 / 3" in page.text
    with django_assert_max_num_queries(10):
        page = root.get(address, {"show": "new", "page": "3"})
    assert page.text.count('<th scope="row">') == 20
    for odd in ({"page": "x"}, {"page": "-1"}, {"show": "x"}, {"show": "'"}):
        assert root.get(address, odd).status_code == 200


def test_no_page_of_it_needs_a_script_or_a_style_of_its_own(root):
    page = upload(root, lines(NEW))
    listed = root.get(reverse("admin:bands_catalogueimport_changelist"))
    for one in (page, listed, root.get(ADD), root.get(EXPORT)):
        elements = Elements(one)
        assert not elements.inline
        assert all("style" not in attributes for _tag, attributes in elements.found)


# --- Out ---------------------------------------------------------------------------------------
def download(answer) -> str:
    return b"".join(answer.streaming_content).decode()


def test_the_whole_catalogue_is_downloaded(root):
    answer = root.get(EXPORT, {"subject": "bands", "form": "excel"})
    assert answer["Content-Disposition"].startswith('attachment; filename="diggindie-bands-')
    [row] = csv.DictReader(io.StringIO(download(answer).removeprefix("\ufeff")))
    assert row["name"] == "실리카겔"
    answer = root.get(EXPORT, {"subject": "keywords", "form": "jsonl"})
    assert len(download(answer).splitlines()) == 5


def test_what_was_chosen_in_the_list_is_downloaded(root):
    load(NEW)
    chosen = Band.objects.get(key="new")
    answer = root.post(
        f"/{settings.ADMIN_PATH}/bands/band/",
        {"action": "export_jsonl", "_selected_action": [chosen.pk]},
    )
    assert json.loads(download(answer))["key"] == "new"


def test_an_unknown_form_is_asked_for_again(root):
    assert root.get(EXPORT, {"subject": "bands", "form": "xlsx"}).status_code == 200
