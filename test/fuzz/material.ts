import { readFileSync } from "node:fs";
import { COLUMNS, type Paper, RESULTS, ROWS, tableFour, tableThree, tableTwo, truthOf } from "../normalize/paper.js";

/** 一格: what stands in a place of a table, and the figure that is meant by it. `covered` lies under a merged cell. */
export interface Slot {
  readonly text: string;
  readonly code?: string;
  /** The figure whose row was copied here. */
  readonly copyOf?: string;
  readonly rows: number;
  readonly columns: number;
  readonly covered?: true;
}

export interface Table {
  readonly name: string;
  readonly heading: string;
  readonly rows: readonly (readonly Slot[])[];
}

/** 材料: the tables of one submission, and what must be read from them. */
export interface Material {
  readonly unit: string;
  readonly title: string;
  readonly tables: readonly Table[];
  /** Figure → value; null where the material gives none, and that must be said. */
  readonly truth: ReadonlyMap<string, string | null>;
  /** Figures of which nobody can say any more what they are: whatever is read of them is right. */
  readonly loose: ReadonlySet<string>;
}

export const YEAR = 2023;
export const UNIT = "瑞金市水利局";

/** Before a code stands this sign, so that the paper tells which cell is which figure's. */
const MARK = "\u0001";

const CODES = [
  ...[
    ...["regulations", "normativeDocuments"].flatMap((row) =>
      ["issued", "repealed", "inForce"].map((column) => `${row}.${column}`),
    ),
    ...["licensing.decisions", "penalties.decisions", "compulsion.decisions", "fees.amount"],
  ].map((code) => `proactive.${code}`),
  ...ROWS.flatMap(([row]) => COLUMNS.map(([column]) => `applications.${row}.${column}`)),
  ...["reconsideration", "litigationDirect", "litigationAfterReconsideration"].flatMap((court) =>
    RESULTS.map(([result]) => `disputes.${court}.${result}`),
  ),
];

const MARKED = Object.fromEntries(CODES.map((code) => [code, MARK + code]));

interface LocalRow {
  readonly code: string;
  readonly label: string;
  readonly sumOf?: readonly string[];
}

interface Local {
  readonly paper: Paper;
  readonly truth: ReadonlyMap<string, string>;
}

const known = new Map<string, Local>();

function localTable(folder: URL): Local {
  const local = known.get(folder.href) ?? localTableIn(folder);
  known.set(folder.href, local);
  return local;
}

/** 局部统计表 with its marks: the local form's own rows and column. */
function localTableIn(folder: URL): Local {
  const form = JSON.parse(readFileSync(new URL("overview/2022/form.json", folder), "utf8")) as {
    tables: readonly [{ sections: readonly [{ rows: readonly LocalRow[] }] }];
  };
  const { rows } = form.tables[0].sections[0];
  const value = new Map<string, number>(rows.map(({ code }, at) => [code, 701 + at * 3]));
  for (const { code, sumOf } of rows)
    if (sumOf)
      value.set(
        code,
        sumOf.reduce((total, part) => total + value.get(part)!, 0),
      );
  return {
    paper: [["统计项目", "本年数量"], ...rows.map(({ code, label }) => [label, `${MARK}overview.${code}.value`])],
    truth: new Map([...value].map(([code, figure]) => [`overview.${code}.value`, String(figure)])),
  };
}

export type Extent = readonly ("two" | "three" | "four" | "local")[];

const HEADINGS = {
  two: ["表二", "二、主动公开政府信息情况"],
  three: ["表三", "三、收到和处理政府信息公开申请情况"],
  four: ["表四", "四、政府信息公开行政复议、行政诉讼情况"],
  local: ["局部统计", "第一部分局部统计表"],
} as const;

/** Makes a submission of some of the form's tables. Every input has a value of its own, so that no mistake goes unseen. */
export function material(extent: Extent, seed: number, schemas: URL): Material {
  const local = localTable(schemas);
  const papers = { two: tableTwo(MARKED), three: tableThree(MARKED), four: tableFour(MARKED), local: local.paper };
  const values = new Map([...Object.entries(truthOf(seed)), ...local.truth]);
  const tables = extent.map((which): Table => {
    const [name, heading] = HEADINGS[which];
    return { name, heading, rows: slotsOf(papers[which], values) };
  });
  const codes = tables.flatMap(({ rows }) => rows.flat().flatMap(({ code }) => code ?? []));
  return {
    unit: UNIT,
    title: `${UNIT}${YEAR}年政府信息公开工作年度报告`,
    tables,
    truth: new Map(codes.map((code) => [code, values.get(code)!])),
    loose: new Set(),
  };
}

function slotsOf(paper: Paper, values: ReadonlyMap<string, string>): readonly (readonly Slot[])[] {
  const width = Math.max(
    ...paper.map((row) =>
      row.reduce((most, cell, at) => Math.max(most, at + (typeof cell === "string" ? 1 : cell[2])), 0),
    ),
  );
  const covered = new Set<string>();
  return paper.map((row, r) =>
    Array.from({ length: width }, (_, c): Slot => {
      const cell = row[c] ?? "";
      if (covered.has(`${r},${c}`)) return { text: "", rows: 1, columns: 1, covered: true };
      const [written, rows, columns] = typeof cell === "string" ? [cell, 1, 1] : cell;
      for (let i = r; i < r + rows; i++) for (let j = c; j < c + columns; j++) covered.add(`${i},${j}`);
      const code = written.startsWith(MARK) ? written.slice(1) : undefined;
      return code === undefined ? { text: written, rows, columns } : { text: values.get(code)!, code, rows, columns };
    }),
  );
}
