"""Settings of every process: read from the environment, see `.env.example`."""

from datetime import timedelta

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.embedded.layout import Layout

BASE_DIR = env.BASE_DIR

# --- Where the data is -------------------------------------------------------------------------
LAYOUT = Layout()
env.read_file(LAYOUT.secrets)
_DATABASE_URL = env.database_url()
EMBEDDED = not _DATABASE_URL
DATABASES = {"default": env.database(_DATABASE_URL or LAYOUT.database_url)}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
_STATEMENT_TIMEOUT = env.integer("DB_STATEMENT_TIMEOUT_MS", 3000, least=0, most=3_600_000)
DATABASES["default"]["OPTIONS"] |= {
    "connect_timeout": 5,
    "options": f"-c statement_timeout={_STATEMENT_TIMEOUT} -c timezone=UTC",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis_url("REDIS_URL", LAYOUT.redis_url)
REDIS_TIMEOUT = 1.0  # seconds; a broker that accepts and never answers must not hold a request

# --- Who may come in ---------------------------------------------------------------------------
SECRET_KEY = env.text("DJANGO_SECRET_KEY")
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured(
        "DJANGO_SECRET_KEY must have at least 32 characters; "
        "`make run` makes one in the data folder."
    )
JWT_KEY = env.jwt_key("JWT_SECRET_KEY", "")
JWT_OLD_KEY = env.jwt_key("JWT_SECRET_KEY_OLD", "") if env.text("JWT_SECRET_KEY_OLD") else None
DEBUG = env.flag("DJANGO_DEBUG", False)
HTTPS = env.flag("HTTPS", not EMBEDDED)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.web_origins("CSRF_TRUSTED_ORIGINS")
CORS_ALLOWED_ORIGINS = env.web_origins("CORS_ORIGINS")
CORS_URLS_REGEX = r"^/api/"
NUM_PROXIES = env.integer("NUM_PROXIES", 0, least=0, most=5)

AUTH_USER_MODEL = "members.Member"
LOGIN_URL = "members:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "members.backends.LoginsPerAddress",
    "members.backends.LiveMembers",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "members.lockout.TriesOfAccounts"
AXES_LOCKOUT_CALLABLE = "members.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "config.limits.client_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

# --- What is installed -------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "csp",
    "axes",
    "django_htmx",
    "config",
    "bands",
    "members",
    "embeddings",
    "recommendations",
]
MIDDLEWARE = [
    "config.api.refusals.RefuseAgain",
    "config.middleware.ApiErrors",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.RequestId",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.SmallPages",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.pages.PageErrors",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "members.context.picks",
                "members.context.feedback",
            ]
        },
    }
]

# --- Language, time, files ---------------------------------------------------------------------
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Seoul"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# --- The API -----------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["members.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "config.api.throttling.PerMember",
        "config.api.throttling.PerAddress",
    ],
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "config.api.errors.handle",
    "NON_FIELD_ERRORS_KEY": "body",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
API_RATES = {
    "anon": "60/minute",
    "member": "120/minute",
    "recommend": "30/minute",
    "chat": "20/minute",
    "search": "60/minute",
    "auth": "10/minute",
    "login": "10/minute",
    "guest": "20/minute",
}
SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": JWT_KEY,
    "LEEWAY": timedelta(seconds=30),
    "ACCESS_TOKEN_LIFETIME": timedelta(hours=1),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "USER_ID_FIELD": "external_id",
    "USER_ID_CLAIM": "sub",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "DiggIndie API",
    "DESCRIPTION": "Pick bands and keywords, get five bands worth digging into.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": "/api/",
    "COMPONENT_SPLIT_REQUEST": True,
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = [
    "bands.transfer.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
API_MAX_BODY_BYTES = 65_536
MAX_PICKED_BANDS = 200
MAX_PICKED_KEYWORDS = 50

# --- Vectors -----------------------------------------------------------------------------------
OPENAI_API_KEY = env.text("OPENAI_API_KEY")
OPENAI_BASE_URL = env.http_url("OPENAI_BASE_URL")
OPENAI_CHAT_MODEL = env.text("OPENAI_CHAT_MODEL")
OPENAI_CHAT_BASE_URL = env.http_url("OPENAI_CHAT_BASE_URL") or OPENAI_BASE_URL
OPENAI_CHAT_SECONDS = env.number("OPENAI_CHAT_SECONDS", 15.0, least=1, most=60)
OPENAI_EMBEDDING_MODEL = env.text("OPENAI_EMBEDDING_MODEL", "text-embedding-3-small")
OPENAI_EMBEDDING_DIMENSIONS = env.integer("OPENAI_EMBEDDING_DIMENSIONS", 1536, least=8, most=2000)
EMBEDDING_PROVIDER = env.choice(
    "EMBEDDING_PROVIDER", "openai" if OPENAI_API_KEY else "local", ("openai", "local")
)
if EMBEDDING_PROVIDER == "openai" and not (OPENAI_API_KEY or OPENAI_BASE_URL):
    raise ImproperlyConfigured("EMBEDDING_PROVIDER=openai needs OPENAI_API_KEY.")
EMBEDDING_REQUEST_SECONDS = env.number("EMBEDDING_REQUEST_SECONDS", 2.0, least=0.1, most=30)
EMBEDDING_SWEEP_SECONDS = env.number("EMBEDDING_SWEEP_SECONDS", 10.0, least=1, most=3600)
EMBEDDING_TASK_SECONDS = env.number("EMBEDDING_TASK_SECONDS", 20.0, least=1, most=300)
EMBEDDING_PRICES = env.prices("EMBEDDING_PRICES")
EMBEDDING_SWITCH_TOLERANCE = env.number("EMBEDDING_SWITCH_TOLERANCE", 0.02, least=0, most=1)

if OPENAI_CHAT_MODEL and not (OPENAI_API_KEY or OPENAI_CHAT_BASE_URL):
    raise ImproperlyConfigured("OPENAI_CHAT_MODEL needs OPENAI_API_KEY or OPENAI_CHAT_BASE_URL.")

# A language model that reads what listeners ask; without a name none is asked.
ASKING_LLM_MODEL = env.text("ASKING_LLM_MODEL")
ASKING_LLM_BASE_URL = env.http_url("ASKING_LLM_BASE_URL") or OPENAI_BASE_URL
# The key of one server is not for another.
ASKING_LLM_API_KEY = env.text(
    "ASKING_LLM_API_KEY", "" if env.text("ASKING_LLM_BASE_URL") else OPENAI_API_KEY
)
ASKING_LLM_REPHRASES = env.flag("ASKING_LLM_REPHRASES", False)
ASKING_LLM_SECONDS = env.number("ASKING_LLM_SECONDS", 6.0, least=0.5, most=30)
ASKING_LLM_PRICE_IN = env.number("ASKING_LLM_PRICE_IN", 0.0, least=0, most=1000)
ASKING_LLM_PRICE_OUT = env.number("ASKING_LLM_PRICE_OUT", 0.0, least=0, most=1000)
ASKING_LLM_CALLS_A_DAY = env.integer("ASKING_LLM_CALLS_A_DAY", 60, least=0, most=100_000)
ASKING_LLM_SPEND_A_DAY = env.number("ASKING_LLM_SPEND_A_DAY", 0.10, least=0, most=1000)
ASKING_LLM_CALLS_IN_ALL = env.integer("ASKING_LLM_CALLS_IN_ALL", 5_000, least=0, most=10_000_000)
ASKING_LLM_SPEND_IN_ALL = env.number("ASKING_LLM_SPEND_IN_ALL", 5.0, least=0, most=100_000)
if ASKING_LLM_MODEL and not (ASKING_LLM_API_KEY or ASKING_LLM_BASE_URL):
    raise ImproperlyConfigured("ASKING_LLM_MODEL needs ASKING_LLM_API_KEY or ASKING_LLM_BASE_URL.")

SPOTIPY_CLIENT_ID = env.text("SPOTIPY_CLIENT_ID")
SPOTIPY_CLIENT_SECRET = env.text("SPOTIPY_CLIENT_SECRET")
if bool(SPOTIPY_CLIENT_ID) != bool(SPOTIPY_CLIENT_SECRET):
    raise ImproperlyConfigured(
        "SPOTIPY_CLIENT_ID and SPOTIPY_CLIENT_SECRET belong together: give both or neither."
    )

# --- Runs of methods, also told to MLflow ------------------------------------------------------
MLFLOW_TRACKING_URI = env.text("MLFLOW_TRACKING_URI")

# --- Links that lead away ----------------------------------------------------------------------
LINK_CHECK_CONTACT = env.text("LINK_CHECK_CONTACT")
LINK_CHECK_STAND_INS: dict[str, tuple[str, int]] = {}  # tests: host names led to loopback

# --- Work in the background (RELIABILITY D8) ---------------------------------------------------
CELERY_BROKER_URL = env.celery_url(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": REDIS_TIMEOUT,
    "socket_connect_timeout": REDIS_TIMEOUT,
    "retry_on_timeout": False,
    "max_retries": 0,  # a hint is not worth waiting for; the sweep finds what it was about
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 30
CELERY_TASK_TIME_LIMIT = 45
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Seoul"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]

# --- The browser's edge (RELIABILITY D11) ------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^ready$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NUM_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_PREFIX}session"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
LANGUAGE_COOKIE_NAME = f"{_PREFIX}language"
LANGUAGE_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 31_536_000

ADMIN_PATH = env.text("ADMIN_PATH", "admin").strip("/")
LOGGING_CONFIG = "config.logs.configure"
LOGGING = {
    "level": env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    "json": env.flag("LOG_JSON", not EMBEDDED),
}
