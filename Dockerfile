# The server in production form. Every stage is Debian's, so the media worker runs on the libraries that it was
# built with. The Node that serves is the one pinned in package-lock.json, not the image's.
FROM node:26-bookworm-slim AS packages
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1
COPY package.json package-lock.json .npmrc ./
# Not "npm ci": see scripts/lib/install.js.
RUN npm install --no-save --include=dev --include=optional

FROM packages AS client
COPY tsconfig.json vite.config.ts ./
COPY shared shared
COPY client client
RUN npm run build

FROM packages AS worker
COPY scripts scripts
COPY media media
RUN mkdir /out && node scripts/worker.js --build > /out/path && mv "$(cat /out/path)" /out/mediasoup-worker

FROM packages AS production
RUN npm prune --omit=dev

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends libabsl20220623 libatomic1 libssl3 libstdc++6 libuv1 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /data --create-home --shell /usr/sbin/nologin phs
WORKDIR /app
COPY --from=production /app/node_modules node_modules
COPY --from=worker /out/mediasoup-worker /usr/local/bin/mediasoup-worker
COPY --from=client /app/dist dist
COPY package.json LICENSE ./
COPY scripts scripts
COPY shared shared
COPY media media
COPY server server
ENV PATH=/app/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  NODE_ENV=production \
  MEDIASOUP_WORKER_BIN=/usr/local/bin/mediasoup-worker \
  PHS_DATA=/data \
  PHS_PORT=8080 \
  PHS_TLS=off
USER phs
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["node", "scripts/health.js"]
ENTRYPOINT ["node", "server/main.ts"]
