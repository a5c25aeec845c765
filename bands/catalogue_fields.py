"""Checks of one field of a catalogue record: the value made clean, or the reason why not."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bands.models import MAX_TEXT, https_only

YES, NO = {"", "true", "1", "yes", "예"}, {"false", "0", "no", "아니요"}
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")

Record = Mapping[str, Any]


class BadRow(Exception):
    """What a person has to mend in this row."""


def only(record: Record, known: Collection[str]) -> None:
    unknown = sorted(repr(name) for name in record if name not in known)
    if unknown:
        raise BadRow(_("모르는 항목입니다: %s") % ", ".join(unknown))


def slug(record: Record, name: str) -> str:
    value = line(record, name, most=80, required=True)
    if not SLUG.fullmatch(value):
        raise BadRow(
            _("%(name)s 항목에는 영문자, 숫자, -, _만 쓸 수 있습니다: %(value)s")
            % {"name": name, "value": value}
        )
    return value


def line(record: Record, name: str, *, most: int, required: bool = False) -> str:
    value = paragraph(record, name, most=most)
    if required and not value:
        raise BadRow(_("%s 항목이 비었습니다.") % name)
    if any(unicodedata.category(character) == "Cc" for character in value):
        raise BadRow(_("%s 항목에 줄바꿈이나 제어 문자가 있습니다.") % name)
    return value


def paragraph(record: Record, name: str, *, most: int = MAX_TEXT) -> str:
    value = record.get(name)
    if not isinstance(value, str | None):
        raise BadRow(_("%s 항목은 글이어야 합니다.") % name)
    text = unicodedata.normalize("NFC", value or "").strip()
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadRow(_("%s 항목에 UTF-8이 아닌 글자가 있습니다.") % name)
    if "\x00" in text:
        raise BadRow(_("%s 항목에 NUL 문자가 있습니다.") % name)
    if len(text) > most:
        raise BadRow(
            _("%(name)s 항목이 너무 깁니다: %(length)d자, 많아야 %(most)d자")
            % {"name": name, "length": len(text), "most": most}
        )
    return text


def words(record: Record, name: str, *, most: int, besides: str = "") -> frozenset[str]:
    """A list of different words, none of them `besides`."""
    value = record.get(name)
    if not isinstance(value, list | None):
        raise BadRow(_("%s 항목은 목록이어야 합니다.") % name)
    seen: set[str] = set()
    for item in value or ():
        word = line({name: item}, name, most=most, required=True)
        if word in seen or word == besides:
            raise BadRow(
                _("%(name)s 항목에 같은 말이 두 번 있습니다: %(word)s")
                % {"name": name, "word": word}
            )
        seen.add(word)
    return frozenset(seen)


def choice(record: Record, name: str, choices: Collection[str], *, default: str = "") -> str:
    value = line(record, name, most=40) or default
    if value not in choices:
        raise BadRow(
            _("%(name)s 항목은 %(choices)s 중 하나여야 합니다: %(value)s")
            % {"name": name, "choices": ", ".join(choices), "value": value or "-"}
        )
    return value


def link(record: Record, name: str) -> str:
    value = line(record, name, most=200)
    try:
        if value:
            https_only(value)
    except ValidationError:
        raise BadRow(_("%s 항목은 https 주소여야 합니다.") % name) from None
    return value


def flag(record: Record, name: str, *, default: bool) -> bool:
    value = record.get(name, default)
    if isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else None
    if word not in YES | NO:
        raise BadRow(_("%s 항목은 true나 false여야 합니다.") % name)
    return word in YES
