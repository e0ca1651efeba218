// 免安装文件夹: the program with its own Node in one zip that is unpacked and started by a double click.
//   npm run build:bundle -- win-x64|linux-x64|linux-arm64
// The same source, built by the same Node, gives the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, deflateRawSync } from "node:zlib";
import { crc32 } from "../../dist/bytes.js";
import { zipped } from "../../dist/zip.js";
import { NODES, nodeProgram } from "./node-program.mjs";
import { programFiles } from "./program-files.mjs";
import { starterFiles } from "./starters.mjs";

const OUT = fileURLToPath(new URL("../../dist/bundle/", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
/** What an office can send on and unpack. */
const MOST = 45 * 1024 * 1024;

const [target = ""] = process.argv.slice(2);
if (!Object.hasOwn(NODES.targets, target)) {
  process.stderr.write(`用法：npm run build:bundle -- ${Object.keys(NODES.targets).join("|")}\n`);
  process.exit(2);
}

/** Node's own library packs more tightly and ten times faster than the program's, which a page can use too. */
function packed(bytes) {
  const piece = deflateRawSync(bytes, { level: constants.Z_BEST_COMPRESSION });
  return { pieces: [piece], size: piece.length, plainSize: bytes.length, crc: crc32(bytes) };
}

const node = nodeProgram(target);
const about = `Node.js ${NODES.version}\nhttps://github.com/nodejs/node/blob/v${NODES.version}/LICENSE\n`;
const files = [
  ...starterFiles(target, version),
  { name: `program/${target.startsWith("win-") ? "node.exe" : "node"}`, bytes: node.bytes, executable: true },
  { name: "program/licences/node.txt", bytes: node.licence ?? Buffer.from(about) },
  ...(await programFiles()),
];
const name = `crossfoot-${version}-${target}`;
const entries = files.map((file) => ({
  name: `${name}/${file.name}`,
  content: packed(file.bytes),
  mode: file.executable ? 0o755 : 0o644,
}));
const zip = Buffer.concat([...zipped(entries)]);
mkdirSync(OUT, { recursive: true });
writeFileSync(`${OUT}${name}.zip`, zip);
process.stdout.write(`${OUT}${name}.zip: ${files.length} files, ${(zip.length / 1024 / 1024).toFixed(1)} MB\n`);
if (zip.length > MOST) throw new Error("larger than 45 MB");
