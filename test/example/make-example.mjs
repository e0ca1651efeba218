/**
 * Makes inputs/2022: submissions of all units whose consolidation is exactly the published report of 2022; and a monthly form beside it.
 * The same bytes every time. Run with `npm run example`; the units' shares stand in shares.mjs.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { loadSchemas } from "../../dist/form/load.js";
import { makeMonth } from "./make-month.mjs";
import { EXPLANATION, officeText } from "./office.mjs";
import { sharesOf } from "./shares.mjs";
import { submissionOf } from "./submissions.mjs";

const root = join(import.meta.dirname, "../..");
const target = process.argv[2] ?? root;
const inputs = join(target, "inputs/2022");

async function schemas() {
  const paths = await readdir(join(root, "schemas"), { recursive: true });
  const wanted = paths.filter((path) => /\.(json|csv)$/.test(path) && !path.startsWith("json-schema"));
  return loadSchemas(
    await Promise.all(
      wanted.map(async (path) => ({
        path: path.replaceAll("\\", "/"),
        text: await readFile(join(root, "schemas", path), "utf8"),
      })),
    ),
  );
}

async function write(path, content) {
  await mkdir(dirname(join(inputs, path)), { recursive: true });
  await writeFile(join(inputs, path), content);
}

const published = JSON.parse(await readFile(join(import.meta.dirname, "published-2022.json"), "utf8"));
const { units, forms } = await schemas();
const form = forms.find((one) => one.edition === "2021");
const overview = forms.find((one) => one.accompanies === form.id);
const shares = sharesOf(published);
await rm(inputs, { recursive: true, force: true });
for (const unit of units) {
  const { path, bytes } = await submissionOf({ unit, form, overview, shares: shares.get(unit.code) ?? new Map() });
  await write(path, bytes);
}
await write("正文.md", officeText(published, overview));
await write("_说明.txt", EXPLANATION);
await makeMonth(target, units);
