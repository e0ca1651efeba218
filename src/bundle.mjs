// 合并程序: joins the modules, and the libraries that every start needs, into few files. Node finds, reads and compiles each module by
// itself, and four hundred of them took longer than a small run. Large libraries stay packages, loaded where they are needed.
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { PROGRAM_ENTRIES } from "./program-entries.mjs";
import { noteState, sourceState } from "./source-state.mjs";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const LARGE = /^(?:@e965\/xlsx|docx|node-unrar-js|pdfmake|pdfjs-dist)(?:\/|$)/;

// Before anything is read: what is changed meanwhile is built again by the next start.
const state = sourceState();
const bundle = await rolldown({
  input: PROGRAM_ENTRIES,
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
  external: [/^node:/, LARGE],
  platform: "node",
});
rmSync(`${DIST}program`, { recursive: true, force: true });
await bundle.write({
  dir: `${DIST}program`,
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  sourcemap: true,
});
await bundle.close();

// The address is passed on, so that the program can be run again in a process that has loaded it.
const START = `#!/usr/bin/env node
await import(new URL(\`program/cli.js\${new URL(import.meta.url).search}\`, import.meta.url).href);
`;
writeFileSync(`${DIST}cli.js`, START);
chmodSync(`${DIST}cli.js`, 0o755);
noteState(state);
