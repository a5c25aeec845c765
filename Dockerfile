# syntax=docker/dockerfile:1
FROM python:3.12-slim AS builder
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    /opt/venv/bin/pip install --require-hashes --requirement requirements.txt

FROM python:3.12-slim AS runtime
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin diggindie \
    && install --directory --owner=diggindie --group=diggindie /data
COPY --from=builder /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OMP_NUM_THREADS=1 \
    OPENBLAS_NUM_THREADS=1 \
    MALLOC_ARENA_MAX=2 \
    DIGGINDIE_HOME=/data
WORKDIR /app
COPY . .
RUN DJANGO_SECRET_KEY=of-the-build-and-of-nothing-else-at-all \
    JWT_SECRET_KEY=b2YtdGhlLWJ1aWxkLWFuZC1vZi1ub3RoaW5nLWVsc2UtYXQtYWxs \
    python manage.py static_files \
    && python -m compileall -q .
USER diggindie
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-m", "config.alive"]
CMD ["gunicorn", "--config", "python:config.gunicorn", "--bind", "0.0.0.0:8000", "config.wsgi"]
