"""Lists of tags as they come (CONTRACT S14)."""

import pytest

from embeddings.vocabulary.tags.reading import LONGEST, BadFile, read_tags


def test_a_line_is_a_tag_and_lines_are_counted():
    found = read_tags("포크\n\nrock\n포크 \n".encode(), form="txt")

    assert dict(found.uses) == {"포크": 2, "rock": 1}


def test_columns_are_found_by_their_names():
    found = read_tags('Count,Tag\n7,rock\n2,"a, b"\n3,rock\n'.encode("utf-8-sig"), form="csv")

    assert dict(found.uses) == {"rock": 10, "a, b": 2}
    assert dict(read_tags(b"tagID\ttagValue\n1\tmetal\n", form="tsv").uses) == {"metal": 1}


def test_what_is_no_tag_is_passed_over_and_counted():
    long = "ㄱ" * (LONGEST + 1)
    rows = f"tag,count\nrock,1\n,5\n{long},1\npop,x\npop,-1\npop,0\n\u200b,1\n"

    found = read_tags(rows.encode(), form="csv")

    assert dict(found.uses) == {"rock": 1}
    assert found.passed_over == 6


@pytest.mark.parametrize(
    ("data", "form", "why"),
    [
        (b"\xff\xfe", "txt", "UTF-8"),
        (b"", "txt", "no tag"),
        (b"a,b\n1,2\n", "csv", "no column"),
        (b"", "csv", "no column"),
        (b'tag\n"' + b"x" * 200_000, "csv", "line"),
        (b'tag\n"never closed', "csv", "line"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, form, why):
    with pytest.raises(BadFile, match=why):
        read_tags(data, form=form)
