"""What kind of file this is, told by its content: its encoding, and CSV or JSON Lines."""

import codecs
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.errors import DomainError

HANGUL_SHARE = 0.6  # of the letters beyond ASCII; less is no Korean text, and so no CP949
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SPREADSHEET = gettext_noop("엑셀 파일입니다. 엑셀에서 ‘CSV UTF-8’로 저장해 올려 주세요.")
PACKED = gettext_noop("압축 파일입니다. 풀어서 올려 주세요.")
STRANGERS = {
    b"PK\x03\x04": SPREADSHEET,
    b"\xd0\xcf\x11\xe0": SPREADSHEET,
    b"\x1f\x8b": PACKED,
    b"BZh": PACKED,
    b"\xfd7zXZ": PACKED,
    b"7z\xbc\xaf": PACKED,
}


class BadFile(DomainError):
    """The file as a whole cannot be read; the message says what to do."""

    code = "bad_file"
    message = gettext_noop("CSV나 JSON Lines 글 파일이 아닙니다.")


@dataclass(frozen=True)
class Opened:
    """Bytes of no known encoding stand in `text` as lone surrogates; rows with them are refused."""

    text: str
    encoding: str


def opened(data: bytes) -> Opened:
    """The file's text. Raises `BadFile` for what is no text at all."""
    for sign, advice in STRANGERS.items():
        if data.startswith(sign):
            raise BadFile(_(advice))
    text = _decoded(data)
    if not text.text.strip():
        raise BadFile(_("빈 파일입니다."))
    if "\x00" in text.text:
        raise BadFile
    return text


def form_of(text: str) -> str:
    """ "jsonl" or "csv", by how it begins."""
    start = text.lstrip()[:1]
    if start == "[":
        raise BadFile(_("JSON 배열입니다. 한 줄에 객체 하나씩 쓴 JSON Lines로 올려 주세요."))
    return "jsonl" if start == "{" else "csv"


def _decoded(data: bytes) -> Opened:
    if data.startswith(UTF16):
        return Opened(_strictly(data, "utf-16"), "UTF-16")
    try:
        return Opened(data.decode("utf-8-sig"), "UTF-8")
    except UnicodeDecodeError:
        korean = _korean(data)
    if korean is not None:
        return Opened(korean, "CP949")
    return Opened(data.decode("utf-8-sig", errors="surrogateescape"), "UTF-8")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise BadFile from None


def _korean(data: bytes) -> str | None:
    """What a Korean Excel saves as plain CSV, or None: other bytes often pass for CP949 too."""
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    foreign = [letter for letter in text if letter > "\x7f"]
    hangul = sum("가" <= letter <= "힣" or "ㄱ" <= letter <= "ㅣ" for letter in foreign)
    return text if hangul >= HANGUL_SHARE * len(foreign) else None
