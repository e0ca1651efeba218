import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { jsonSchemas, jsonSchemaText } from "../../src/form/json-schema.js";
import { shippedFiles } from "./schema-files.js";

const FOLDER = new URL("../../schemas/", import.meta.url);

test("the shipped JSON Schemas are those the loader parses with (npm run schemas:json)", () => {
  const shipped = readdirSync(new URL("json-schema/", FOLDER)).sort();
  expect(shipped).toEqual(Object.keys(jsonSchemas()).sort());
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    expect(readFileSync(new URL(`json-schema/${name}`, FOLDER), "utf8"), name).toBe(jsonSchemaText(schema));
  }
});

test("every schema file points an editor at one of them", () => {
  for (const { path, text } of shippedFiles().filter((file) => file.path.endsWith(".json"))) {
    const { $schema } = JSON.parse(text) as { $schema?: string };
    const target = new URL($schema ?? "", new URL(path, FOLDER)).href.slice(FOLDER.href.length);
    const kind = /(form|rules|jurisdiction|outline|naming|observations)\.json$/.exec(path)?.[1];
    expect(target, path).toBe(`json-schema/${kind}.schema.json`);
  }
});

test("what a person writes is described: every rule kind, severity and policy", () => {
  const rules = JSON.stringify(jsonSchemas()["rules.schema.json"]);
  for (const word of [
    "cross-footing",
    "total",
    "roll-forward",
    "carry-over",
    "swing",
    "copy",
    "competence",
    "narrative",
    "observation",
    "请填报单位怎么做",
  ])
    expect(rules).toContain(word);
  expect(JSON.stringify(jsonSchemas()["jurisdiction.schema.json"])).toContain("空白和 / — 无 等记号");
});
