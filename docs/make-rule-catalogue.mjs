// npm run docs: writes docs/规则目录.md from the rules in schemas/.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { ruleCatalogue } from "../dist/form/catalogue.js";
import { loadSchemas } from "../dist/form/load.js";

const SCHEMAS = new URL("../schemas/", import.meta.url);

const files = readdirSync(SCHEMAS, { recursive: true })
  .map((path) => String(path).replaceAll("\\", "/"))
  .filter((path) => /\.(json|csv)$/.test(path))
  .map((path) => ({ path, text: readFileSync(new URL(path, SCHEMAS), "utf8") }));
writeFileSync(new URL("规则目录.md", import.meta.url), ruleCatalogue(loadSchemas(files)));
console.log("docs/规则目录.md");
