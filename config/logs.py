"""Logging: one line an event, readable at home and JSON in production, secrets blanked."""

import logging
import logging.config
import re
from typing import Any

import structlog

SECRET_KEYS = re.compile(r"password|secret|token|authorization|api_?key|cookie", re.IGNORECASE)
SECRET_VALUES = re.compile(
    r"(?i:bearer\s+)\S+|sk-[\w-]{8,}|eyJ[\w-]+\.[\w-]+\.[\w-]*|(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"
)
BLANK = "[redacted]"


def redact(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Blank what looks like a secret, by its name or by its shape."""
    return {
        key: BLANK if SECRET_KEYS.search(key) else _redacted(value) for key, value in event.items()
    }


def _redacted(value: Any) -> Any:
    return SECRET_VALUES.sub(BLANK, value) if isinstance(value, str) else value


def configure(options: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG hook: `level` and `json` from the settings."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        redact,
    ]
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if options["json"]
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        renderer,
                    ],
                }
            },
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["console"], "level": options["level"]},
            "loggers": {
                "django.request": {"level": "ERROR"},
                "httpx": {"level": "WARNING"},
                "httpx2": {"level": "WARNING"},
                "openai": {"level": "WARNING"},
            },
        }
    )
