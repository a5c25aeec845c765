"""Where to listen: search links made of names alone, so that no link can rot."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Links:
    youtube: str
    spotify: str
    apple_music: str
    melon: str


def search_links(*names: str) -> Links:
    """Searches for the band, or for its track, on four services."""
    words = quote(" ".join(names), safe="")
    return Links(
        youtube=f"https://www.youtube.com/results?search_query={words}",
        spotify=f"https://open.spotify.com/search/{words}",
        apple_music=f"https://music.apple.com/kr/search?term={words}",
        melon=f"https://www.melon.com/search/total/index.htm?q={words}",
    )


def track_url(band_name: str, title: str, external_url: str) -> str:
    """The curator's link, or a search on Spotify (CONTRACT D70, D78)."""
    return external_url or search_links(band_name, title).spotify


def living(url: str, dead_url: str) -> str:
    """The address, unless it is the very one that is in quarantine."""
    return "" if url == dead_url else url
