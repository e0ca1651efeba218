// 合并脚本: joins the compiled modules of the review page into one script that a page without network can hold. Each
// module becomes a function that gives its exports, after those it imports. It knows only what these modules use (named
// imports, names passed on and exported declarations at the beginning of a line) and stops at anything else.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("../../dist/review-page/", import.meta.url);
const IMPORT = /^import (\{[\w\s,]*\}) from "(\.[^"]+)";\n/gm;
const PASSED_ON = /^export (\{[\w\s,]*\}) from "(\.[^"]+)";\n/gm;
const EXPORT = /^export (?:async )?(?:function|const|let|class) (\w+)/gm;

const parts = [];
const names = new Map();

/** The name under which a module's exports stand; the module is joined first, if it was not yet. */
function joined(path, above) {
  if (above.includes(path)) throw new Error(`modules import each other: ${[...above, path].join(" → ")}`);
  const known = names.get(path);
  if (known) return known;
  const text = readFileSync(new URL(`modules/${path}`, FOLDER), "utf8");
  const moduleAt = (target) => joined(posix.join(posix.dirname(path), target), [...above, path]);
  const plainNames = (list) => {
    if (/\bas\b/.test(list)) throw new Error(`${path}: a name that changes on its way`);
    return list.match(/\w+/g) ?? [];
  };
  const passedOn = [];
  const body = text
    .replace(IMPORT, (_, list, target) => `const { ${plainNames(list).join(", ")} } = ${moduleAt(target)};\n`)
    .replace(PASSED_ON, (_, list, target) => {
      const from = moduleAt(target);
      passedOn.push(...plainNames(list).map((name) => `${name}: ${from}.${name}`));
      return "";
    })
    .replace(/^export \{\};\n/gm, "");
  const exports = [...passedOn, ...[...body.matchAll(EXPORT)].map(([, name]) => name)];
  const plain = body.replace(/^export (?=(?:async |function |const |let |class )\w)/gm, "");
  const left = /^(?:import|export)\b.*/m.exec(plain);
  if (left) throw new Error(`${path}: cannot join “${left[0]}”`);
  const name = `module${names.size + 1}`;
  names.set(path, name);
  parts.push(`const ${name} = (() => {\n${plain.trim()}\nreturn { ${exports.join(", ")} };\n})();`);
  return name;
}

joined("review-page/page.js", []);
writeFileSync(new URL("page.js", FOLDER), `(() => {\n"use strict";\n${parts.join("\n")}\n})();\n`);
rmSync(fileURLToPath(new URL("modules", FOLDER)), { recursive: true });
