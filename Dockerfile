# 勾稽 in a container. Not built yet: whoever does first, say so here.
#   docker build -t crossfoot .
#   docker run --rm --network none -v /srv/nianbao/shoujian:/inputs:ro -v /srv/nianbao/jieguo:/outputs crossfoot
#   … and for another roster and rules: -v /srv/nianbao/zhidu:/app/schemas:ro
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json tsconfig.build.json ./
RUN npm ci --no-audit --no-fund
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
# A Song face for the PDF; without it everything else is written.
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-arphic-gbsn00lp \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY schemas ./schemas
COPY deploy ./deploy
RUN mkdir /inputs /outputs && chown node:node /outputs
USER node
ENTRYPOINT ["node", "--enable-source-maps", "dist/cli.js"]
CMD ["run", "--inputs", "/inputs", "--outputs", "/outputs"]
