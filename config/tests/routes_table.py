"""Every address outside the admin, its methods, and who may use them (RELIABILITY S1, S22).

A route that is missing here fails `test_routes.py`, and so does a method that answers without
being named. Whoever adds an address writes its line here.
"""

ANYONE = "anyone"
MEMBERS = "members"  # a token below /api/, a session elsewhere
STAFF = "staff"

ROUTES = {
    # The API
    "api/auth/signup": {"POST": ANYONE},
    "api/auth/login": {"POST": ANYONE},
    "api/auth/refresh": {"POST": ANYONE},
    "api/auth/logout": {"POST": ANYONE},
    "api/members/me": {"GET": MEMBERS},
    "api/members/me/picks": {"GET": MEMBERS, "PUT": MEMBERS},
    "api/members/me/feedback": {"GET": MEMBERS},
    "api/bands/<int:band_id>/feedback": {"PUT": MEMBERS, "DELETE": MEMBERS},
    "api/bands": {"GET": ANYONE},
    "api/bands/<int:band_id>": {"GET": ANYONE},
    "api/keywords": {"GET": ANYONE},
    "api/bands/recommendations": {"GET": MEMBERS},
    "api/bands/recommendations/update": {"POST": MEMBERS},
    "api/chat": {"POST": MEMBERS},
    "api/chat/history": {"GET": MEMBERS, "PUT": MEMBERS, "DELETE": MEMBERS},
    "api/chat/history/<int:conversation_id>": {"GET": MEMBERS, "DELETE": MEMBERS},
    "api/embeddings": {"GET": STAFF},
    "api/embeddings/missing": {"POST": STAFF},
    "api/embeddings/remake": {"POST": STAFF},
    "api/schema": {"GET": ANYONE},
    "api/docs": {"GET": ANYONE},
    # Pages
    "": {"GET": ANYONE},
    "bands/": {"GET": ANYONE},
    "bands/<int:band_id>/": {"GET": ANYONE},
    "bands/<int:band_id>/cover.svg": {"GET": ANYONE},
    "ask/": {"GET": ANYONE, "POST": ANYONE},
    "ask/steps/": {"GET": ANYONE},
    "ask/history/": {"GET": MEMBERS},
    "ask/history/keeping/": {"POST": MEMBERS},
    "ask/history/export/": {"GET": MEMBERS},
    "ask/history/delete/": {"GET": MEMBERS, "POST": MEMBERS},
    "ask/history/<int:conversation_id>/delete/": {"GET": MEMBERS, "POST": MEMBERS},
    "signup/": {"GET": ANYONE, "POST": ANYONE},
    "login/": {"GET": ANYONE, "POST": ANYONE, "PUT": ANYONE},  # Django's forms take a PUT as well
    "logout/": {"POST": ANYONE},
    "language/": {"POST": ANYONE},
    "me/": {"GET": MEMBERS},
    "me/feedback/": {"GET": MEMBERS},
    "me/account/": {"GET": MEMBERS, "POST": MEMBERS},
    "me/password/": {"GET": MEMBERS, "POST": MEMBERS},
    "me/export/": {"GET": MEMBERS},
    "me/delete/": {"GET": MEMBERS, "POST": MEMBERS},
    "bands/<int:band_id>/feedback/": {"POST": ANYONE},  # a stranger becomes a guest
    "start/": {"GET": ANYONE},
    "start/pick/": {"POST": ANYONE},
    "start/keywords/": {"GET": ANYONE},
    "pick/": {"GET": ANYONE},
    "pick/bands/": {"POST": ANYONE},
    "pick/keywords/": {"POST": ANYONE},
    "list/": {"GET": ANYONE},
    "list/update/": {"POST": ANYONE},
    "list/weekly/": {"POST": MEMBERS},
    "list/why-not/": {"GET": MEMBERS},
    "list/rate/": {"GET": MEMBERS, "POST": MEMBERS},
    "list/<int:band_id>/feedback/": {"POST": MEMBERS},
    "dig/": {"GET": ANYONE},
    "hot/": {"GET": ANYONE},
    "keywords/<int:keyword_id>/": {"GET": ANYONE},
    "map/": {"GET": ANYONE},
    "map/<int:band_id>/": {"GET": ANYONE},
    "map/share.svg": {"GET": MEMBERS},
    # For machines
    "health": {"GET": ANYONE},
    "ready": {"GET": ANYONE},
}
