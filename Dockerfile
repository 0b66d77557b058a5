# Qualiform in one image: the server, and the widget and console that it serves. Everything that it keeps is in /data.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY vite.config.ts tsconfig.json ./
COPY widget widget
COPY server server
RUN npm run build

# No package needs a script of its own to be run: better-sqlite3 brings its binaries along. What is optional is types, and PostgreSQL for
# the tests. Nothing reads those, or source maps, or the sources of SQLite, or binaries for other systems than this one.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete \
  && cd node_modules/better-sqlite3 && rm -r deps src prebuilds/darwin-* prebuilds/linuxmusl-* prebuilds/win32-*

FROM node:24-slim
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY widget widget
COPY demo demo
COPY server server
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production PORT=8787 DATABASE_URL=file:/data/qualiform.db
USER node
VOLUME /data
# Whatever is kept beside the database is kept here too, also where that is a PostgreSQL.
WORKDIR /data
EXPOSE 8787
# Finishes what is under way within ten seconds: "docker stop --time 20" leaves it that long.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "/app/server/main.ts"]
