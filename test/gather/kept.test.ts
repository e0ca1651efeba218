import { describe, expect, test } from "vitest";
import { unitsDue } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { openLayouts } from "../../src/gather/gather.js";
import { parseReadResults } from "../../src/gather/kept-document.js";
import { parseSubmissions, printSubmissions } from "../../src/gather/kept-submission.js";
import { openShared } from "../../src/gather/packed/packed.js";
import { processFile } from "../../src/gather/processing.js";
import type { ReadResult } from "../../src/grid.js";
import { indexRoster } from "../../src/intake/intake.js";
import { EXAMPLE_PERIOD, exampleEffects } from "../example/example-year.js";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every place in a JSON value: the steps that lead to it, an object's before its parts. */
function placesIn(value: Json, steps: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [steps];
  const parts: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? value.map((part, at) => [at, part])
    : Object.entries(value);
  return [steps, ...parts.flatMap(([step, part]) => placesIn(part, [...steps, step]))];
}

/** The value with another one in one place, or with nothing there. */
function altered(value: Json, steps: readonly (string | number)[], other: Json | undefined): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return other;
  if (typeof value !== "object" || value === null) throw new Error(`no ${step}`);
  if (Array.isArray(value))
    return value.flatMap((part, at) => {
      const own = at === step ? altered(part, rest, other) : part;
      return own === undefined ? [] : [own];
    });
  const entries = Object.entries({ [step]: null, ...value }).map(
    ([key, part]) => [key, key === step ? altered(part, rest, other) : part] as const,
  );
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined));
}

/** One place of each kind: lists differ in length only, so their first item stands for all. */
function kindsOf(value: Json): readonly (readonly (string | number)[])[] {
  return placesIn(value).filter((steps) =>
    steps.every((step, at) => typeof step === "string" || isTuple(steps, at) || step === 0),
  );
}

/** A kept figure is a row of seven. */
function isTuple(steps: readonly (string | number)[], at: number): boolean {
  return steps[at - 2] === "observations";
}

const RESULT: ReadResult = {
  inner: "年报.xlsx",
  sha256: "0".repeat(64),
  outcome: {
    document: {
      format: "xlsx",
      blocks: [
        {
          kind: "grid",
          sheet: "表三",
          addressing: "A1",
          rows: 2,
          columns: 2,
          cells: [
            { row: 0, column: 0, rowSpan: 1, columnSpan: 2, text: "36件", kind: "text", formula: true, place: "第1行" },
          ],
          hiddenRows: [1],
          hiddenColumns: [0],
          hidden: false,
        },
      ],
      remarks: [{ kind: "damagedPart", part: "xl/styles.xml" }],
    },
  },
};

const TEXT_RESULT: ReadResult = {
  outcome: {
    document: {
      format: "text",
      blocks: [{ kind: "text", sheet: "正文", lines: [{ text: "一、总体情况", place: "第1行" }] }],
      remarks: [{ kind: "macros" }, { kind: "pictures", pages: ["第2页"] }],
    },
  },
};

/** What may be missing without harm. */
const OPTIONAL = new Set(["inner", "sha256", "formula", "place", "fields"]);

describe("读取结果", () => {
  test("what was kept whole comes back", () => {
    for (const results of [[RESULT], [TEXT_RESULT], [RESULT, TEXT_RESULT]])
      expect(parseReadResults(JSON.stringify(results))).toEqual(results);
  });

  test.each<[string, readonly ReadResult[]]>([
    ["a workbook", [RESULT]],
    ["a text", [TEXT_RESULT]],
  ])("of %s: another type in any place is as good as none", (_, results) => {
    const json = JSON.parse(JSON.stringify(results)) as Json;
    const places = kindsOf(json);
    expect(places.length).toBeGreaterThan(10);
    for (const steps of places)
      for (const other of [null, [[7]], { x: 7 }])
        expect(parseReadResults(JSON.stringify(altered(json, steps, other))), steps.join(".")).toBeUndefined();
  });

  test("a field that is missing, unless it is optional", () => {
    const json = JSON.parse(JSON.stringify([RESULT])) as Json;
    for (const steps of kindsOf(json).filter((one) => typeof one.at(-1) === "string")) {
      const parsed = parseReadResults(JSON.stringify(altered(json, steps, undefined)));
      expect(parsed !== undefined, steps.join(".")).toBe(OPTIONAL.has(String(steps.at(-1))));
    }
  });

  test("words, numbers and outcomes that do not exist", () => {
    const json = JSON.parse(JSON.stringify([RESULT])) as Json;
    const block = [0, "outcome", "document", "blocks", 0];
    const cell = [...block, "cells", 0];
    for (const [steps, other] of [
      [[...cell, "kind"], "formula"],
      [[...cell, "row"], -1],
      [[...cell, "column"], 0.5],
      [[...block, "addressing"], "R1C1"],
      [[...block, "kind"], "picture"],
      [[...block, "kind"], "text"],
      [[0, "outcome", "document", "format"], "exe"],
      [[0, "outcome"], { failure: { rule: "FILE.UNREADABLE", reason: "", advice: "" } }],
    ] as const)
      expect(parseReadResults(JSON.stringify(altered(json, steps, other))), steps.join(".")).toBeUndefined();
  });

  test("a text that is cut off anywhere", () => {
    const json = JSON.stringify([RESULT]);
    for (let end = 0; end < json.length; end += 1) expect(parseReadResults(json.slice(0, end))).toBeUndefined();
  });
});

/** Every file of the shipped example as it is kept. */
async function keptExample() {
  const effects = exampleEffects();
  const schemas = loadSchemas(await effects.schemas());
  const index = indexRoster(schemas, unitsDue(schemas, EXAMPLE_PERIOD));
  const kept: { readonly file: string; readonly json: string }[] = [];
  for (const { path } of (await effects.list(EXAMPLE_PERIOD)) ?? []) {
    const processed = await processFile(
      { path, size: 0 },
      {
        period: EXAMPLE_PERIOD,
        schemas,
        effects,
        index,
        layouts: openLayouts(),
        shared: openShared(),
      },
    );
    const json = "unstable" in processed ? undefined : printSubmissions(processed);
    if (json !== undefined) kept.push({ file: `${EXAMPLE_PERIOD.key}/${path}`, json });
  }
  return { schemas, kept };
}

describe("处理过的材料", async () => {
  const { schemas, kept } = await keptExample();
  const parse = (file: string, json: Json | undefined) => parseSubmissions(JSON.stringify(json), { file, schemas });

  /** Where any text, number or list would do as well, and what may be missing. */
  const MAY_LACK =
    /(?:^|\.)(?:nearest|notDue|reason|stated|rule|severity|formula|place|expected|actual|difference|cause|suspects|shown|unseen|doubt|done|fields)$/;

  test("another type in any place of any file is as good as none", () => {
    const tried = new Set<string>();
    for (const { file, json } of kept) {
      const value = JSON.parse(json) as Json;
      for (const steps of kindsOf(value)) {
        // One file with a place of this kind is enough, and the figures' codes are told apart by the schemas.
        const kind = `${steps.join(".")} ${codeAt(value, steps)}`;
        if (tried.has(kind)) continue;
        tried.add(kind);
        expect(parse(file, altered(value, steps, [[7]])), `${file} ${kind}`).toBeUndefined();
        expect(parse(file, altered(value, steps, { x: 7 })), `${file} ${kind}`).toBeUndefined();
        if (typeof steps.at(-1) === "string" && !MAY_LACK.test(kind.split(" ")[0] ?? ""))
          expect(parse(file, altered(value, steps, undefined)), `${file} ${kind}`).toBeUndefined();
      }
    }
    expect(tried.size).toBeGreaterThan(100);
  });

  test("another file's, another roster's, another form's, another state's", () => {
    const found = kept.find(({ json }) => json.includes('"state":"accepted"'))!;
    const { file, json } = found;
    const value = JSON.parse(json) as Json;
    expect(parse(file, value)).toBeDefined();
    expect(parse(kept.find((one) => one !== found)!.file, value)).toBeUndefined();
    const accepted = [0, "acceptance"];
    for (const [steps, other] of [
      [[0, "file"], `${file}x`],
      [[0, "owner", "unit"], "X99"],
      [[0, "owner"], { kind: "unnamed", lists: false }],
      [[0, "owner"], { kind: "disputed", unit: "X99" }],
      [[0, "owner"], { kind: "nobody" }],
      [[0, "filled", "observations", 0, 0], "applications.received.nobody"],
      [[0, "filled", "observations", 0, 1], "guessed"],
      [[0, "filled", "observations", 0, 2], "3,6"],
      [[0, "filled", "observations", 0, 2], "3e6"],
      [[0, "filled", "observations", 0], ["applications.received.total"]],
      [accepted, { state: "welcome" }],
      [accepted, { state: "refused", reasons: ["VALUE.CLEANED"] }],
      [accepted, { state: "stray", kind: "cat" }],
    ] as const)
      expect(parse(file, altered(value, steps, other)), JSON.stringify(other)).toBeUndefined();
    const twice = (value as [{ filled: { observations: Json[] } }])[0].filled.observations;
    expect(parse(file, altered(value, [0, "filled", "observations"], [twice[0]!, ...twice]))).toBeUndefined();
  });

  test("a finding of a code that does not exist, or with the facts of another", () => {
    const found = kept.find(
      ({ json }) => (JSON.parse(json) as [{ filled: { findings: Json[] } }])[0].filled.findings.length > 0,
    )!;
    const value = JSON.parse(found.json) as Json;
    const finding = [0, "filled", "findings", 0];
    expect(parse(found.file, value)).toBeDefined();
    for (const code of ["VALUE.GUESSED", "toString", "YEAR.MISMATCH"])
      expect(parse(found.file, altered(value, [...finding, "code"], code))).toBeUndefined();
    expect(parse(found.file, altered(value, [...finding, "facts"], {}))).toBeUndefined();
    expect(parse(found.file, altered(value, [...finding, "severity"], "grave"))).toBeUndefined();
  });
});

/** The code of the finding that a place lies in: each code has its own facts. */
function codeAt(value: Json, steps: readonly (string | number)[]): string {
  const at = steps.indexOf("facts");
  let place: Json | undefined = value;
  for (const step of at < 0 ? [] : steps.slice(0, at)) place = (place as Record<string | number, Json>)[step];
  return at < 0 ? "" : String((place as { code: Json }).code);
}
