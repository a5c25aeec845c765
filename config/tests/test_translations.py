"""Every Korean text of the project has its English one, and what is served is what was written."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

LOCALE = settings.BASE_DIR / "config" / "locale" / "en" / "LC_MESSAGES"
APPS = ("config", "bands", "members", "embeddings", "recommendations")
FUNCTIONS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(({STRING}(?:, {STRING})*)")
HANGUL = re.compile(r"[가-힣]")
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[sd]")
TRANSLATED = re.compile(
    r"{%\s*blocktranslate.*?endblocktranslate\s*%}|{%\s*translate.*?%}|{#.*?#}|lang=.ko.>[^<]*",
    re.S,
)
MARKUP = re.compile(r"</?\w+>")

Text = tuple[str | None, str]  # context, msgid


def sources() -> Iterator[Path]:
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if not {"tests", "migrations"} & set(path.relative_to(settings.BASE_DIR).parts):
                yield path
    yield from (settings.BASE_DIR / "templates").rglob("*.html")


def calls_in(template: str) -> str:
    """The texts of a template as calls of gettext, one a line."""
    return "\n".join(f"{name}({texts})" for name, texts in CALL.findall(templatize(template)))


def texts_in(path: Path) -> Iterator[Text]:
    source = path.read_text()
    code = BytesIO((calls_in(source) if path.suffix == ".html" else source).encode())
    for _line, function, arguments, _comments in extract_python(
        code, FUNCTIONS, [], {"encoding": "utf-8"}
    ):
        given = arguments if isinstance(arguments, tuple) else (arguments,)
        has_context = function.lstrip("n").startswith("pgettext")
        msgid = given[1] if has_context else given[0]
        if msgid:
            yield (given[0] if has_context else None), msgid


@pytest.fixture(scope="module")
def used() -> dict[Text, Path]:
    return {text: path for path in sources() for text in texts_in(path)}


@pytest.fixture(scope="module")
def written() -> polib.POFile:
    return polib.pofile(str(LOCALE / "django.po"))


def test_every_text_has_an_english_one(used, written):
    translated = {(entry.msgctxt, entry.msgid) for entry in written if entry.translated()}
    missing = {text: str(path) for text, path in used.items() if text not in translated}
    assert not missing


def test_the_catalogue_holds_no_text_that_is_gone(used, written):
    assert {(entry.msgctxt, entry.msgid) for entry in written} <= set(used)
    assert not written.obsolete_entries()


def test_no_translation_is_a_guess_or_still_korean(written):
    for entry in written:
        english = [entry.msgstr, *entry.msgstr_plural.values()]
        assert not entry.fuzzy
        assert not any(HANGUL.search(text) for text in english), entry.msgid


def test_placeholders_and_markup_agree(written):
    """A plural form may leave the number out, never invent one."""
    for entry in written:
        wanted = PLACEHOLDER.findall(entry.msgid)
        for english in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            assert sorted(PLACEHOLDER.findall(english)) == sorted(wanted), entry.msgid
            assert MARKUP.findall(english) == MARKUP.findall(entry.msgid), entry.msgid


def test_what_is_served_is_what_was_written(written):
    served = polib.mofile(str(LOCALE / "django.mo"))
    as_served = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in served}
    as_written = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in written}
    assert as_served == as_written


def test_no_korean_stands_in_a_template_outside_a_translation():
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        assert not HANGUL.search(TRANSLATED.sub("", path.read_text())), path


def test_models_have_names_that_people_read(used):
    """Every `verbose_name` goes through gettext."""
    for app in APPS[1:]:
        for path in (settings.BASE_DIR / app).rglob("models.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Assign) and node.targets[0].id.startswith("verbose_name"):
                    assert isinstance(node.value, ast.Call), path
