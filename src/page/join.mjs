// 单页程序 (npm run build:page): joins everything into dist/crossfoot.html, one file that is opened from the disk and asks nobody for anything:
// the page's script, its threads' script, the schemas, the review page's script, the PDF library's character maps and fonts.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** 浏览器底线: offices' machines have shells of Chrome from 86 on; syntax is lowered to this, and polyfills.ts has what it lacks. */
const FLOOR = "chrome87";

/** One script without imports, for browsers of the floor. */
async function bundled(entry) {
  const build = await rolldown({
    input: join(HERE, entry),
    platform: "browser",
    tsconfig: false,
    resolve: { extensionAlias: { ".js": [".ts", ".js"] }, symlinks: false },
    transform: { target: FLOOR },
    onLog: (level, log) => {
      // The PDF library looks for where it lies only when it finds itself in Node.
      const known = log.code === "EMPTY_IMPORT_META" && log.message.includes("pdfjs-dist");
      if (level === "warn" && !known) throw new Error(log.message);
    },
  });
  const { output } = await build.generate({ format: "iife", codeSplitting: false, minify: true, comments: false });
  await build.close();
  const [chunk, ...others] = output;
  const asked = [...chunk.imports, ...chunk.dynamicImports].filter((name) => name !== chunk.fileName);
  if (others.length > 0 || asked.length > 0) throw new Error(`${entry} is not one script: it asks for ${asked}`);
  return chunk.code;
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** 随附的制度: the shipped files as `SchemaFile`s, workbooks by their bytes. The program itself leaves aside what is none. */
function schemas() {
  const folder = join(ROOT, "schemas");
  return filesBelow(folder)
    .map((path) => ({ path: relative(folder, path).replaceAll("\\", "/"), at: path }))
    .filter(({ path }) => /\.(?:json|csv|xlsx)$/.test(path) && !path.startsWith("json-schema/"))
    .map(({ path, at }) => {
      const bytes = readFileSync(at);
      return path.endsWith(".xlsx")
        ? { path, text: "", base64: bytes.toString("base64") }
        : { path, text: new TextDecoder().decode(bytes) };
    });
}

function pdfFiles() {
  const folder = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const files = ["cmaps", "standard_fonts"].flatMap((below) => filesBelow(join(folder, below)));
  const named = files
    .map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path).toString("base64")])
    .filter(([name]) => !/LICENSE/i.test(name));
  return Object.fromEntries(named);
}

/** A script's text, which must not end its own element. */
function inside(code) {
  return code.replace(/<(?=\/script|!--)/gi, "\\x3c");
}

function dataElement(id, value) {
  const text = JSON.stringify(value).replace(/</g, "\\u003c");
  return `<script type="application/json" id="${id}">${text}</script>`;
}

function hashOf(script) {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

/** The page's text. */
export async function joinedPage() {
  const [page, thread] = [inside(await bundled("page.ts")), inside(await bundled("thread/thread.ts"))];
  const review = readFileSync(join(ROOT, "dist/review-page/page.js"), "utf8");
  const floor = readFileSync(join(HERE, "floor.js"), "utf8");
  // A page within the page keeps to both policies, so the review page's script is named here too.
  const scripts = [floor, page, review].map(hashOf).join(" ");
  const policy = `default-src 'none'; script-src ${scripts} blob:; worker-src blob:; frame-src blob:; style-src 'unsafe-inline'; img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'`;
  const parts = {
    policy,
    style: `<style>\n${readFileSync(join(HERE, "style.css"), "utf8")}</style>`,
    floor: `<script>${floor}</script>`,
    carried: [
      dataElement("schemas", schemas()),
      dataElement("review-script", review),
      dataElement("pdf-files", pdfFiles()),
      `<script type="text/plain" id="thread-script">${thread}</script>`,
    ].join("\n"),
    page: `<script>${page}</script>`,
  };
  const frame = readFileSync(join(HERE, "frame.html"), "utf8");
  return frame.replace(/<!-- (\w+) -->/g, (_, name) => {
    if (!(name in parts)) throw new Error(`frame.html asks for “${name}”`);
    return parts[name];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await joinedPage();
  writeFileSync(join(ROOT, "dist/crossfoot.html"), text);
  console.log(`dist/crossfoot.html：${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB`);
}
