"""304 for a client that already has this very answer."""

import json
from hashlib import sha256

from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response


def unless_known(request: Request, answer: Response) -> HttpResponseBase:
    """The answer with its ETag, or 304 when If-None-Match names it."""
    body = json.dumps(answer.data, ensure_ascii=False).encode()
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-cache"  # keep it, but ask whether it is still true
    return get_conditional_response(request, etag=etag, response=answer)
