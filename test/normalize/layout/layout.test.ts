import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formInForce, formsInForce, otherEditions } from "../../../src/form/form.js";
import { loadSchemas } from "../../../src/form/load.js";
import { openLayouts, processedText } from "../../../src/gather/gather.js";
import type { Cell, Grid, ReadDocument } from "../../../src/grid.js";
import { type Layouts, type NormalizeRequest, normalize } from "../../../src/normalize/normalize.js";
import { yearPeriod } from "../../../src/period.js";
import { EXAMPLE_PERIOD, exampleEffects } from "../../example/example-year.js";
import { times } from "../../times.js";
import { schemas } from "../judging.js";
import { COLUMNS, COURTS, gridOf, RESULTS, stacked, type Truth, threeSheets, truthOf, workbook } from "../paper.js";

const period = yearPeriod(2022);
const [main, ...accompanying] = formsInForce(schemas(), period)!;
const editions = [main!, ...otherEditions(schemas(), formInForce(schemas(), period)!)];

function normalized(document: ReadDocument, layouts?: Layouts) {
  const request: NormalizeRequest = {
    document,
    file: "2022/水利局.xlsx",
    unit: null,
    period,
    editions,
    accompanying,
    blank: "zero",
    ...(layouts && { layouts }),
  };
  const { observations, ...rest } = normalize(request);
  return { observations: [...observations], ...rest };
}

/** Numbers that need not foot: what is located does not hang on it. */
function numbersOf(draw: (at: number) => number): Truth {
  return Object.fromEntries(Object.keys(truthOf(1)).map((code, at) => [code, String(draw(at))]));
}

const scattered = (seed: number): Truth => numbersOf((at) => (at * 7919 * seed + 13 * seed) % 977);

/** A memory that has met the layout of these documents twice, and takes figures by it. */
function knowing(make: (seed: number) => ReadDocument): Layouts {
  const layouts = openLayouts();
  for (const seed of [3, 5]) normalized(make(seed), layouts);
  return layouts;
}

function isTaken({ met }: Layouts): boolean {
  return [...met.values()].flat().some(({ taking }) => typeof taking !== "string");
}

const titled = (document: ReadDocument, title: string): ReadDocument => ({
  ...document,
  blocks: document.blocks.map((block) =>
    block.kind === "grid" ? { ...block, rows: block.rows + 4, cells: [...heads(title), ...lowered(block)] } : block,
  ),
});

function heads(title: string): readonly Cell[] {
  const cell = { column: 0, rowSpan: 1, columnSpan: 4, kind: "text" } as const;
  return [
    { ...cell, row: 0, text: title },
    { ...cell, row: 1, columnSpan: 1, text: `填报单位：${title.slice(0, 3)}` },
  ];
}

function lowered({ cells }: Grid): readonly Cell[] {
  return cells.map((cell) => ({ ...cell, row: cell.row + 3 }));
}

const MAKERS: Readonly<Record<string, (seed: number) => ReadDocument>> = {
  "three sheets": (seed) => threeSheets(scattered(seed)),
  "three sheets of stored numbers": (seed) => threeSheets(scattered(seed), { numbers: true }),
  "one sheet": (seed) => workbook(gridOf(stacked(scattered(seed)))),
  "one sheet without merged areas": (seed) =>
    workbook(gridOf(stacked(scattered(seed)), { unmerged: true, sheet: `单位${seed}` })),
  "titles of its own": (seed) =>
    titled(threeSheets(scattered(seed)), `第${"一二三四五六七八九"[seed % 9]}镇人民政府报表`),
};

/** The tables without the labels of their columns. */
function withoutHeadings(grid: Grid): Grid {
  const labels = COLUMNS.map(([, label]) => label as string);
  return { ...grid, cells: grid.cells.filter(({ text }) => !labels.includes(text)) };
}

/** Numbers that may be taken for something else: years, columns that are counted, dates, telephone numbers, halves of a split number. */
const NUMBERS = [
  "0",
  "1",
  "2",
  "3",
  "7",
  "12",
  "234",
  "999",
  "1234",
  "2021",
  "2022",
  "2023",
  "20221231",
  "0.5",
  "88888888",
];

function refilled({ blocks, ...rest }: ReadDocument, numbers: readonly string[]): ReadDocument {
  let next = 0;
  const number = (): string => numbers[next++ % numbers.length]!;
  return {
    ...rest,
    blocks: blocks.map((block) =>
      block.kind === "text"
        ? block
        : {
            ...block,
            cells: block.cells.map((cell) => (/^[\d.]+$/.test(cell.text) ? { ...cell, text: number() } : cell)),
          },
    ),
  };
}

/** One change of one cell, wherever it is: what it says, how it stands there, or that it is gone. */
interface Change {
  readonly sheet: number;
  readonly at: number;
  readonly to: Partial<Cell> | "gone";
}

const TEXTS = [
  "0",
  "8",
  "1234",
  "12.5",
  "007",
  "1,234",
  "12件",
  "—",
  "",
  "3",
  "约30",
  "总计",
  "其他",
  "本年",
  "示例",
  "2022年",
  "联系电话：",
  "说明",
];

const change: fc.Arbitrary<Change> = fc.record({
  sheet: fc.nat(2),
  at: fc.nat(260),
  to: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...TEXTS).map((text) => ({ text })) },
    fc.constantFrom<Cell["kind"]>("number", "percent", "date", "scaled", "error", "blank").map((kind) => ({ kind })),
    fc.constantFrom<Partial<Cell>>({ doubt: "struck" }, { shown: "5" }, { unseen: "9" }, { formula: true }),
    fc.constantFrom<Partial<Cell>>({ rowSpan: 2 }, { columnSpan: 2 }),
    fc.constant("gone" as const),
  ),
});

function changed(document: ReadDocument, { sheet, at, to }: Change): ReadDocument {
  const blocks = document.blocks.map((block, index) => {
    if (block.kind === "text" || index !== sheet % document.blocks.length) return block;
    const place = at % block.cells.length;
    const cells = block.cells.flatMap((cell, number) =>
      number !== place ? [cell] : to === "gone" ? [] : [{ ...cell, ...to }],
    );
    return { ...block, cells };
  });
  return { ...document, blocks };
}

describe("按已知版面取数", () => {
  it.each(Object.keys(MAKERS))("gives what locating anew gives: %s", (name) => {
    const make = MAKERS[name]!;
    const layouts = knowing(make);
    expect(isTaken(layouts)).toBe(true);
    for (const seed of [7, 11, 13]) expect(normalized(make(seed), layouts)).toEqual(normalized(make(seed)));
  });

  it("gives the same whatever was changed in a cell, before and after it was met", () => {
    const make = MAKERS["titles of its own"]!;
    const layouts = knowing(make);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        (seed, changes) => {
          const document = changes.reduce((one, step) => changed(one, step), make(seed));
          const anew = normalized(document);
          expect(normalized(document, layouts)).toEqual(anew);
          expect(normalized(document, layouts)).toEqual(anew);
        },
      ),
      { numRuns: times(40) },
    );
  });

  it.each(Object.keys(MAKERS))("gives the same whatever numbers stand there: %s", (name) => {
    const make = MAKERS[name]!;
    const layouts = knowing(make);
    const codes = Object.keys(truthOf(1));
    const numbers = fc.array(fc.constantFrom(...NUMBERS), { minLength: codes.length, maxLength: codes.length });
    fc.assert(
      fc.property(numbers, (drawn) => {
        const document = refilled(make(3), drawn);
        expect(normalized(document, layouts)).toEqual(normalized(document));
      }),
      { numRuns: times(10) },
    );
  });

  it("takes nothing by the layout where two cells stand at one address", () => {
    const twice = (seed: number): ReadDocument => {
      const document = threeSheets(scattered(seed));
      const [first, ...others] = document.blocks as readonly Grid[];
      const number = first!.cells.find(({ text }) => /^[1-9]\d*$/.test(text))!;
      return { ...document, blocks: [{ ...first!, cells: [...first!.cells, { ...number, text: "1" }] }, ...others] };
    };
    expect(isTaken(knowing(twice))).toBe(false);
  });

  it("takes nothing by the layout where a row counts 1 2 3: it may number the columns", () => {
    const layouts = knowing(MAKERS["three sheets"]!);
    const counting = { ...scattered(9) } as Record<string, string>;
    const codes = COURTS.flatMap((court) => RESULTS.map(([result]) => `disputes.${court}.${result}`));
    for (const [at, code] of codes.entries()) counting[code] = String(at + 1);
    const document = threeSheets(counting);
    expect(normalized(document, layouts)).toEqual(normalized(document));
  });

  it("learns no layout in which an order was assumed", () => {
    const headless = (truth: Truth): ReadDocument => {
      const { blocks, ...rest } = threeSheets(truth);
      return { ...rest, blocks: blocks.map((block) => withoutHeadings(block as Grid)) };
    };
    const layouts = knowing(() => headless(truthOf(2)));
    expect(isTaken(layouts)).toBe(false);
    const document = headless(numbersOf(() => 5));
    expect(normalized(document, layouts)).toEqual(normalized(document));
  });

  it("reads the shipped example twice to the same text", async () => {
    const effects = exampleEffects();
    const layouts = openLayouts();
    const known = loadSchemas(await effects.schemas());
    for (let round = 0; round < 3; round += 1)
      for (const { path } of (await effects.list(EXAMPLE_PERIOD))!.slice(0, 8)) {
        const bytes = await effects.bytes(EXAMPLE_PERIOD, path);
        if ("unstable" in bytes) throw new Error(path);
        const job = { bytes, hash: "", path, period: EXAMPLE_PERIOD, limits: undefined };
        expect(await processedText(job, known, effects.read, layouts)).toBe(
          await processedText(job, known, effects.read),
        );
      }
  });
});
