import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../src/bytes.js";
import type { Consolidation } from "../../src/consolidation.js";
import type { Effects } from "../../src/effects.js";
import type { Schemas } from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import type { Grid, ReadDocument, ReadFailure, ReadResult, Remark, TextBlock } from "../../src/grid.js";
import { yearOf, yearPeriod } from "../../src/period.js";
import { run } from "../../src/pipeline.js";
import type { RollUp } from "../../src/roll-up.js";
import type { Signature } from "../../src/sign-off.js";
import { effectsWith } from "../effects.js";
import { figuresWith, rollUpOf } from "../roll-up/level.js";
import { entryDocument, type MadeEntry } from "./made-entry.js";
import { type MadeTables, madeGrids, overviewGrid } from "./made-tables.js";
import { scanFailure } from "./recognised.js";

/** 造件: one file of a made year, as a reader would give it back. */
export interface MadeFile extends MadeTables {
  /** Lines above the tables: a title, 填报单位：… */
  readonly cover?: readonly string[];
  readonly narrative?: readonly string[];
  readonly hiddenSheet?: string;
  /** The name of the first sheet with a table. */
  readonly sheet?: string;
  readonly remarks?: readonly Remark[];
  readonly failure?: ReadFailure;
  readonly unstable?: string;
  /** 上报: a jurisdiction below sent its consolidation, in order but for this. */
  readonly rollUp?: Partial<RollUp>;
  /** 扫描件: its tables were recognised, or none was found on it. */
  readonly scanned?: "tables" | "nothing";
  /** 录入: what a person confirmed of a scan. */
  readonly entry?: MadeEntry;
  /** No table of the form at all. */
  readonly stray?: boolean;
}

/** 造年: files by their path below the year's folder; null takes away one that is otherwise there. */
export interface MadeYear {
  readonly year?: number;
  readonly files?: Readonly<Record<string, MadeFile | null>>;
  readonly lastYear?: Readonly<Record<string, MadeFile>>;
  /** 调整.csv of last year: its rows below the headings. */
  readonly adjustedLastYear?: readonly (readonly string[])[];
  /** consolidated.json of last year's run. */
  readonly formerConsolidation?: unknown;
  /** 正文.md, line by line; undefined for one that is in order. */
  readonly officeText?: readonly string[] | null;
  /** 局部统计表 in 正文.md: label → text as typed. */
  readonly officeTable?: Readonly<Record<string, string>>;
  /** Another table in 正文.md, row by row. */
  readonly officeOtherTable?: readonly (readonly string[])[];
  /** 调整.csv: its rows below the headings. */
  readonly adjustments?: readonly (readonly string[])[];
  /** Rows of the statutory form that come from another source. */
  readonly otherSource?: Readonly<Record<string, string>>;
  /** 说明.csv: its rows below the headings. */
  readonly explanations?: readonly (readonly string[])[];
  /** 签署记录. */
  readonly signatures?: readonly Signature[];
  readonly jurisdiction?: Readonly<Record<string, unknown>>;
}

export const YEAR = 2022;
export const PERIOD = yearPeriod(YEAR);

const ROSTER =
  "code,name,aliases,category\nT01,象湖镇人民政府,象湖镇,乡镇\nT02,叶坪镇人民政府,叶坪镇,乡镇\nD01,瑞金市政府办公室,市政府办,部门\n";
const USUAL: Readonly<Record<string, MadeFile>> = { "象湖镇.xlsx": {}, "叶坪镇.xlsx": {}, "市政府办.xlsx": {} };
const OFFICE_TEXT = [
  "五、存在的主要问题及改进情况",
  "公开内容的质量还需提高，下一步加大考评力度。",
  "六、其他需要报告的事项",
  "没有收取信息处理费。",
];
const ADJUSTMENT_HEADINGS = ["类型", "单位", "指标", "原数", "新数", "理由", "依据", "经办人", "日期"];
const EXPLANATION_HEADINGS = ["编号", "单位", "规则", "指标", "数值", "说明", "填写人", "审核人"];

export function schemaFiles(root = join(import.meta.dirname, "../../schemas")): readonly SchemaFile[] {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  return paths
    .filter((path) => /\.(json|csv)$/.test(path) && !path.startsWith("json-schema/"))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** The project's own schemas with a roster of three. */
export function schemasOf(made: MadeYear): readonly SchemaFile[] {
  return schemaFiles().map(({ path, text }) => {
    if (path === "units.csv") return { path, text: ROSTER };
    if (made.otherSource && path.endsWith("annual-report/2021/form.json"))
      return { path, text: withOtherSources(text, made.otherSource) };
    return path === "jurisdiction.json"
      ? { path, text: JSON.stringify({ ...(JSON.parse(text) as object), ...made.jurisdiction }) }
      : { path, text };
  });
}

function withOtherSources(form: string, sources: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    JSON.parse(form, (_key, value: { readonly code?: string }) => {
      const otherSource = sources[value?.code ?? ""];
      return otherSource === undefined ? value : { ...value, otherSource };
    }),
  );
}

/** Gathers, checks and consolidates a made year without touching the disk; what a file gave is kept from year to year, as between runs. */
export async function consolidatedYear(made: MadeYear): Promise<Consolidation> {
  const effects: Effects = {
    ...effectsOf(made),
    recall: (version, key) => Promise.resolve(kept.get(`${version} ${key}`)),
    keep: (version, key, text) => Promise.resolve(void kept.set(`${version} ${key}`, text)),
  };
  const period = yearPeriod(made.year ?? YEAR);
  const { consolidation } = await run({ period }, loadedSchemas(made), effects);
  return consolidation;
}

const kept = new Map<string, string>();

const loaded = new Map<string, Schemas>();

function loadedSchemas(made: MadeYear): Schemas {
  const key = JSON.stringify([made.jurisdiction ?? {}, made.otherSource ?? {}]);
  const known = loaded.get(key) ?? loadSchemas(schemasOf(made));
  loaded.set(key, known);
  return known;
}

export function effectsOf(made: MadeYear): Effects {
  const schemas = loadedSchemas(made);
  const current = made.year ?? YEAR;
  const years = new Map<number, ReadonlyMap<string, MadeFile | ReadDocument>>([[current, thisYear(made)]]);
  const adjusted = officeRows("调整.csv", ADJUSTMENT_HEADINGS, made.adjustedLastYear);
  if (made.lastYear)
    years.set(current - 1, new Map<string, MadeFile | ReadDocument>([...Object.entries(made.lastYear), ...adjusted]));
  const fileAt = (path: string): MadeFile | ReadDocument =>
    years.get(Number(path.split("/")[0]))!.get(path.split("/").slice(1).join("/"))!;
  return effectsWith({
    schemas: () => Promise.resolve(schemasOf(made)),
    list: (period) =>
      Promise.resolve(
        years.has(yearOf(period))
          ? [...years.get(yearOf(period))!.keys()].map((path) => ({ path, size: 1 }))
          : undefined,
      ),
    bytes: ({ key }, path) => {
      const file = fileAt(`${key}/${path}`);
      return Promise.resolve(
        "unstable" in file && file.unstable !== undefined
          ? { unstable: file.unstable }
          : bytesOf(`${key}/${path}`, file),
      );
    },
    read: ({ bytes }) => {
      const [path = ""] = new TextDecoder().decode(bytes).split("\n");
      const hashOf = (other: string): string => {
        const scan = `${path.split("/")[0]}/${other}`;
        return years.get(current)?.has(other) ? sha256(bytesOf(scan, fileAt(scan))) : "0".repeat(64);
      };
      return Promise.resolve([{ outcome: outcomeOf(fileAt(path), schemas, hashOf) }]);
    },
    formerConsolidation: () =>
      Promise.resolve(
        made.formerConsolidation === undefined
          ? undefined
          : new TextEncoder().encode(JSON.stringify(made.formerConsolidation)),
      ),
    signatures: () => Promise.resolve({ signatures: made.signatures ?? [] }),
  });
}

function bytesOf(path: string, file: MadeFile | ReadDocument): Uint8Array {
  return new TextEncoder().encode(`${path}\n${JSON.stringify(file)}`);
}

function thisYear(made: MadeYear): ReadonlyMap<string, MadeFile | ReadDocument> {
  const own = Object.entries({ ...USUAL, ...made.files }).flatMap(([path, file]) =>
    file === null ? [] : [[path, file] as const],
  );
  const text = made.officeText === undefined ? OFFICE_TEXT : made.officeText;
  return new Map<string, MadeFile | ReadDocument>([
    ...own,
    ...(text === null
      ? []
      : [["正文.md", { format: "text", remarks: [], blocks: officeBlocks(text, made) } as ReadDocument] as const]),
    ...officeRows("调整.csv", ADJUSTMENT_HEADINGS, made.adjustments),
    ...officeRows("说明.csv", EXPLANATION_HEADINGS, made.explanations?.map(reviewed)),
  ]);
}

/** An explanation that names nobody who checked it was checked by 赵六. */
function reviewed(row: readonly string[]): readonly string[] {
  return row.length < EXPLANATION_HEADINGS.length ? [...row, "赵六"] : row;
}

function officeRows(
  file: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[] | undefined,
): readonly (readonly [string, ReadDocument])[] {
  return rows ? [[file, { format: "csv", remarks: [], blocks: [rowsGrid(file, [headings, ...rows])] }]] : [];
}

function outcomeOf(
  file: MadeFile | ReadDocument,
  schemas: Schemas,
  hashOf: (path: string) => string,
): ReadResult["outcome"] {
  if ("format" in file) return { document: file };
  if (file.failure) return { failure: file.failure };
  if (file.rollUp) {
    const rollUp = rollUpOf("象湖镇", { ...file.rollUp, figures: { ...figuresWith({}), ...file.rollUp.figures } });
    return { document: { format: "json", blocks: [], remarks: [], rollUp } };
  }
  const form = schemas.forms.find((one) => one.edition === (file.edition ?? "2021"))!;
  if (file.scanned) return { failure: scanFailure(file.scanned === "tables" ? madeGrids(form, file) : []) };
  if (file.entry) return { document: entryDocument(file.entry, form, hashOf(file.entry.of)) };
  const blocks = [
    ...(file.cover
      ? [
          rowsGrid(
            "封面",
            file.cover.map((text) => [text]),
          ),
        ]
      : []),
    ...(file.stray
      ? []
      : madeGrids(form, file).map((grid, at) => ({ ...grid, sheet: (at === 0 && file.sheet) || grid.sheet }))),
    ...(file.narrative ? [textBlock(file.narrative)] : []),
    ...(file.hiddenSheet === undefined ? [] : [{ ...rowsGrid(file.hiddenSheet, [["草稿", "12"]]), hidden: true }]),
  ];
  return { document: { format: "xlsx", blocks, remarks: file.remarks ?? [] } };
}

function officeBlocks(text: readonly string[], made: MadeYear): ReadDocument["blocks"] {
  const { officeTable, officeOtherTable } = made;
  return [
    ...(officeTable ? [overviewGrid(Object.entries(officeTable))] : []),
    textBlock(text),
    ...(officeOtherTable ? [rowsGrid("表格9", officeOtherTable)] : []),
  ];
}

function textBlock(lines: readonly string[]): TextBlock {
  return { kind: "text", sheet: "正文", lines: lines.map((text, index) => ({ text, place: `第${index + 1}行` })) };
}

function rowsGrid(sheet: string, rows: readonly (readonly string[])[]): Grid {
  return {
    kind: "grid",
    sheet,
    addressing: "A1",
    rows: rows.length,
    columns: 9,
    hidden: false,
    hiddenRows: [],
    hiddenColumns: [],
    cells: rows.flatMap((texts, row) =>
      texts.map((text, column) => ({
        row,
        column,
        rowSpan: 1,
        columnSpan: 1,
        text,
        kind: text === "" ? ("blank" as const) : ("text" as const),
      })),
    ),
  };
}
