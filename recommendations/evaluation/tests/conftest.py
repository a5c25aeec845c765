"""A small data set, for all tests of the command."""

import pytest


@pytest.fixture
def folder(tmp_path):
    """40 listeners of 8 of 24 bands, in the form of the published files."""
    listens = [(n, 1 + (3 * n + 2 * step) % 24) for n in range(40) for step in range(8)]
    lines = ["userID\tartistID\tweight", *(f"{n}\t{band}\t1" for n, band in listens)]
    (tmp_path / "user_artists.dat").write_text("\n".join(lines) + "\n")
    bands = ["id\tname", *(f"{band}\t밴드 {band}" for band in range(1, 25))]
    (tmp_path / "artists.dat").write_text("\n".join(bands) + "\n", encoding="utf-8")
    tags = ["userID\tartistID\ttagID", *(f"{n}\t{band}\t{band % 4}" for n, band in listens)]
    (tmp_path / "user_taggedartists.dat").write_text("\n".join(tags) + "\n")
    return tmp_path
