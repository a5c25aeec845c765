"""The update as the contract reads literally (CONTRACT D19-D42), to be measured against.

One provider call a request, K-means with its defaults, three separate exact scans over vectors
in default storage, the answer's rows read one by one. It stands behind the same middleware,
token check and throttles as ours, and excludes the picks in its searches; how far a centroid
turns is the ruling's (A4).
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import openai
from django.conf import settings
from django.db import connection, transaction
from numpy.typing import NDArray
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from sklearn.cluster import KMeans

from bands.models import Band, Keyword, TopTrack
from members.models import MemberBand, MemberKeyword
from recommendations.suggest.api import UpdateRecommendations

MODEL = "text-embedding-3-small"
PLACES = 2  # bands that each centroid finds
BANDS = 5
DEFAULT = 1  # start of K-means: what n_init="auto" means in scikit-learn

TABLES = """
    CREATE TABLE written_description (
        band_id bigint PRIMARY KEY, description text NOT NULL, embedding vector NOT NULL
    );
    INSERT INTO written_description
        SELECT entry.band_id, description.text, entry.vector
        FROM band_vector AS entry
        JOIN band_description AS description ON description.band_id = entry.band_id
        JOIN embedding_space AS space ON space.id = entry.space_id AND space.status = 'active';
    CREATE TABLE written_recommend (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        member_id bigint NOT NULL, band_id bigint NOT NULL,
        score double precision NOT NULL, priority integer NOT NULL
    );
    CREATE INDEX ON written_recommend (member_id);
"""

Scored = tuple[float, int]  # score, band id
Vector = NDArray[np.float64]


def make_tables() -> None:
    """Its own copy of the vectors, in the storage that a new vector column has."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)


class UpdateAsWritten(APIView):
    """POST; `provider` names one of `settings.BENCHMARK_PROVIDERS`.

    `?starts=10` gives K-means as many starts as ours has (A5), to see that nothing else differs.
    """

    throttle_classes = UpdateRecommendations.throttle_classes

    def post(self, request: Request, provider: str) -> Response:
        member_id = request.user.pk
        bands = MemberBand.objects.filter(member_id=member_id).order_by("band_id")
        words = MemberKeyword.objects.filter(member_id=member_id).order_by("keyword_id")
        chosen = recommended(
            [pick.band_id for pick in bands],
            [pick.keyword_id for pick in words],
            client(settings.BENCHMARK_PROVIDERS[provider]),
            KMeans(3, random_state=42, n_init=int(request.query_params.get("starts", DEFAULT))),
        )
        _store(member_id, chosen)
        return Response(_answer(chosen))


@cache
def client(base_url: str) -> openai.OpenAI:
    return openai.OpenAI(api_key="benchmark", base_url=base_url)


def recommended(
    band_ids: list[int], keyword_ids: Sequence[int], provider: openai.OpenAI, groups: KMeans
) -> list[Scored]:
    """V3 (CONTRACT D25-D41); a band that two centroids find stands there twice."""
    vectors = _vectors(band_ids)
    centroids = groups.fit(vectors).cluster_centers_
    keyword = _embedded(keyword_ids, vectors.shape[1], provider)
    found = [_nearest(_turned(centroid, keyword), band_ids) for centroid in centroids]
    firsts = [places[0] for places in found]
    seconds = sorted((places[1] for places in found), reverse=True)
    return sorted(firsts + seconds[: BANDS - len(firsts)], reverse=True)


def _embedded(keyword_ids: Sequence[int], dimensions: int, provider: openai.OpenAI) -> Vector:
    words = Keyword.objects.filter(pk__in=keyword_ids).order_by("pk")
    sentence = " ".join(word.keyword for word in words)
    answer = provider.embeddings.create(model=MODEL, input=sentence, dimensions=dimensions)
    return np.array(answer.data[0].embedding)


def _vectors(band_ids: list[int]) -> Vector:
    rows = _rows(
        "SELECT embedding FROM written_description WHERE band_id = ANY(%s) ORDER BY band_id",
        band_ids,
    )
    return np.array([json.loads(embedding) for (embedding,) in rows])


def _turned(centroid: Vector, keyword: Vector) -> Vector:
    """Slerp by an adaptive t (CONTRACT D32-D35, A4)."""
    start = centroid / np.linalg.norm(centroid)
    similarity = float(start @ keyword)
    t = np.clip(0.25 * (1.2 - 0.5 * similarity), 0.05, 0.40)
    angle = np.arccos(np.clip(similarity, -1, 1))
    mixed = np.sin((1 - t) * angle) * start + np.sin(t * angle) * keyword
    return np.asarray(mixed / np.sin(angle))


def _nearest(query: Vector, excluded: list[int]) -> list[Scored]:
    statement = """
        SELECT 1 - (embedding <=> %s::vector) AS score, band_id FROM written_description
        WHERE band_id <> ALL(%s) ORDER BY embedding <=> %s::vector LIMIT %s
    """
    text = str(query.tolist())
    return _rows(statement, text, excluded, text, PLACES)


@transaction.atomic
def _store(member_id: int, chosen: list[Scored]) -> None:
    statement = """
        INSERT INTO written_recommend (member_id, band_id, score, priority)
        VALUES (%s, %s, %s, %s)
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM written_recommend WHERE member_id = %s", [member_id])
        for priority, (score, band_id) in enumerate(chosen, start=1):
            cursor.execute(statement, [member_id, band_id, score, priority])


def _answer(chosen: list[Scored]) -> dict[str, Any]:
    return {
        "statusCode": 200,
        "isSuccess": True,
        "message": "추천 밴드 업데이트 API",
        "payload": {"bands": [_band(band_id, score) for score, band_id in chosen]},
    }


def _band(band_id: int, score: float) -> dict[str, Any]:
    band = Band.objects.get(pk=band_id)
    track = TopTrack.objects.filter(band=band).first()
    return {
        "bandId": band.pk,
        "score": round(score, 4),
        "bandName": band.name,
        "imageUrl": band.image_url,
        "topTrack": track and {"title": track.title, "externalUrl": track.external_url},
        "keywords": [word.keyword for word in band.keywords.order_by("id")],
    }


def _rows(statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchall()
