import {
  ANSWER_KINDS,
  type ItemHeading,
  LIST_KINDS,
  NOT_READ,
  OPEN,
  PATH_SIGN,
  type SettingKey,
} from "../book/book.js";
import { type Blank, type BlankCells, openBlank, placeOf } from "./blank.js";
import { type Block, blocksOf } from "./blocks.js";
import { type FieldsBlock, fieldsBlocksOf } from "./fields.js";
import { columnLines, nameColumns, nameOf, type ProposedLine, rowLines } from "./lines.js";
import { listMeasures } from "./list.js";
import { type Measure, measureOf } from "./measure.js";
import { type ProposedRelation, proposedRelations } from "./relations.js";
import { belongings, quotientOf } from "./totals.js";

export type { Blank } from "./blank.js";
export type { ProposedRelation } from "./relations.js";

export type ProposedItem = Readonly<Partial<Record<ItemHeading, string>>>;

/** 底色: what a place for figures holds. */
export type Tint = "count" | "amount" | "answer" | "notRead";

/** 提议: what the words, merges and formulas of a blank come to. What is not certain begins with 待定. */
export interface Proposal {
  readonly items: readonly ProposedItem[];
  readonly relations: readonly ProposedRelation[];
  readonly settings: Readonly<Partial<Record<SettingKey, string>>>;
  /** By row and column from 0. */
  readonly tints: ReadonlyMap<string, Tint>;
}

/** 由空白表提议表式. Undefined where there is no table on the sheet. */
export function proposeForm(blank: Blank, edition: string): Proposal | undefined {
  const cells = openBlank(blank);
  const fields = fieldsBlocksOf(cells);
  const others = blocksOf(cells, new Set(fields.flatMap(({ rows }) => rows)));
  const blocks = [...fields, ...others].sort((a, b) => topOf(a) - topOf(b));
  if (blocks.length === 0) return undefined;
  let table = 0;
  const proposed = blocks.map((block, at) => {
    const starts = at === 0 || block.title !== "";
    if (starts) table += 1;
    const numbered = { starts, table, section: at + 1 };
    return "lines" in block ? proposedFields(block, numbered) : proposedBlock(cells, block, numbered);
  });
  const relations = proposed.flatMap((one) => one.relations);
  return {
    items: proposed.flatMap((one) => one.items),
    relations: relations.map((relation, at) => ({ 编号: `R${at + 1}.RELATION`, ...relation })),
    settings: settingsOf(blocks[0]?.title ?? "", cells, edition),
    tints: new Map(proposed.flatMap((one) => one.tints)),
  };
}

function topOf(block: Block | FieldsBlock): number {
  return ("lines" in block ? block.rows[0] : (block.headings[0] ?? block.body[0])) ?? 0;
}

interface Numbered {
  readonly starts: boolean;
  readonly table: number;
  readonly section: number;
}

interface Measured {
  readonly line: ProposedLine;
  readonly measure: Measure;
}

function proposedBlock(cells: BlankCells, block: Block, numbered: Numbered) {
  const measured = (line: ProposedLine): Measured => ({
    line,
    measure: measureOf(line, quotientOf(line, cells, block)),
  });
  const isList = block.layout === "台账";
  const rows = isList ? [] : rowLines(cells, block).map(measured);
  const across = columnLines(cells, block).map(measured);
  const columns = isList ? listMeasures(across) : across;
  const heads = headItems(cells, block, numbered, [...rows, ...columns]);
  if (block.open !== undefined) return { items: heads, relations: [], tints: [] };
  const apart = new Set([...rows, ...columns].flatMap((one) => (stands(one) ? [] : [one.line])));
  const items = [rows, columns].flatMap((lines) => lineItems(lines, cells, block, numbered.section));
  const axes = { rows: rows.map(({ line }) => line), columns: columns.map(({ line }) => line), apart };
  return {
    items: [...heads, ...items],
    relations: proposedRelations(axes, cells, block),
    tints: isList
      ? columns.flatMap((column) =>
          stands(column)
            ? block.body.map((row): readonly [string, Tint] => [`${row} ${column.line.at}`, tintOf(column)])
            : [],
        )
      : rows.flatMap((row) =>
          columns.map((column): readonly [string, Tint] => [`${row.line.at} ${column.line.at}`, tintOf(row, column)]),
        ),
  };
}

/** 成对表: one item a cell. Totals and relations between such cells nothing tells for certain. */
function proposedFields({ title, rows, lines }: FieldsBlock, numbered: Numbered) {
  const measured = lines.map((line) => ({ line, column: line.column, measure: measureOf(line, undefined) }));
  const bottom = Math.max(...lines.map(({ column }) => column));
  const place = `A${(rows[0] ?? 0) + 1}:${placeOf("column", bottom)}${(rows.at(-1) ?? 0) + 1}`;
  const unit = commonUnit(measured);
  const names = lines.map(nameOf);
  const items = measured.map(({ line, measure }, at) => ({
    类别: "格",
    位置: line.place,
    名称: certainName(line, names, at),
    代码: `f${line.place}`,
    类型: measure.kind,
    小数位数: measure.decimals,
    计量单位: measure.unit,
    汇总方式: measure.combine,
    选项: isChoice(measure.kind) ? (line.options ?? []).join("、") : "",
  }));
  const section = { 类别: "分表", 位置: place, 代码: `s${numbered.section}`, 类型: "成对表" };
  return {
    items: [...tableItem({ title, place, unit }, numbered), section, ...items],
    relations: [],
    tints: measured.map((one): readonly [string, Tint] => [`${one.line.at} ${one.column}`, tintOf(one)]),
  };
}

function isChoice(kind: string): boolean {
  return kind.includes("选项");
}

/** A name that stands twice, or whose group is not certain, is open. */
function certainName(line: ProposedLine, names: readonly string[], at: number): string {
  const name = names[at] ?? "";
  const twice = names.indexOf(name) < at ? "与上面的重复，请写全上级名称" : "";
  const unsure = line.unsure ? "请核对上级名称" : twice;
  return unsure === "" ? name : `${OPEN}（${unsure}：${name}，上下级之间用 ${PATH_SIGN} 隔开）`;
}

/** 表的一行, where a table begins. */
function tableItem(
  { title, place, unit }: { readonly title: string; readonly place: string; readonly unit: string | undefined },
  { starts, table }: Numbered,
): readonly ProposedItem[] {
  if (!starts) return [];
  return [
    {
      类别: "表",
      位置: place,
      名称: title === "" ? `${OPEN}（表的名称）` : title,
      代码: `t${table}`,
      计量单位: unit ?? `${OPEN}（没有另写计量单位的格用它）`,
    },
  ];
}

/** Whether the figures of a line are read and add. */
function stands({ measure }: Measured): boolean {
  const { kind } = measure;
  const isNumber = ![...LIST_KINDS, ...Object.keys(ANSWER_KINDS)].some((word) => kind.includes(word));
  return measure.combine === "" && !kind.includes(NOT_READ) && isNumber;
}

/** The column's kind, else the row's. */
function tintOf(...lines: readonly Measured[]): Tint {
  const kinds = lines.map(({ measure }) => measure.kind);
  if (kinds.includes(NOT_READ)) return "notRead";
  if (kinds.some((kind) => kind in ANSWER_KINDS || kind.startsWith(OPEN))) return "answer";
  return kinds.findLast((kind) => kind !== "")?.startsWith("小数") ? "amount" : "count";
}

/** 表、分表. What has no title or no unit of its own is open. */
function headItems(
  cells: BlankCells,
  block: Block,
  numbered: Numbered,
  lines: readonly Measured[],
): readonly ProposedItem[] {
  const { headings, body, labelColumns, dataColumns, title, layout, open } = block;
  const [top = 0, bottom = 0] = [headings[0] ?? body[0], body.at(-1)];
  const place = `A${top + 1}:${placeOf("column", Math.max(...labelColumns, ...dataColumns, 0))}${bottom + 1}`;
  const unit = block.unit ?? commonUnit(lines);
  const heading = nameColumns(cells, block)
    .map((column) => cells.textAt(headings.at(-1) ?? 0, column))
    .findLast((text) => text !== "");
  return [
    ...tableItem({ title, place, unit }, numbered),
    {
      类别: "分表",
      位置: place,
      ...(heading !== undefined && { 名称: heading }),
      代码: `s${numbered.section}`,
      ...(layout !== "行列表" && { 类型: layout ?? `${OPEN}（只有一行数字的写 单行表；一行一条、条数不定的写 台账）` }),
      ...(open !== undefined && { 类型: `${OPEN}（${open}）` }),
    },
  ];
}

/** 没有另写计量单位的格用的单位: the only one that is written, or any where every line of an axis has its own. */
function commonUnit(lines: readonly Measured[]): string | undefined {
  const written = [...new Set(lines.flatMap(({ measure }) => (measure.unit === "" ? [] : [measure.unit])))];
  const whole = (["row", "column"] as const).some((axis) =>
    lines.every(({ line, measure }) => line.axis !== axis || measure.unit !== "" || !isCounted(measure)),
  );
  return whole || written.length === 1 ? written[0] : undefined;
}

/** Whether a line needs a unit of measure. */
function isCounted({ kind }: Measure): boolean {
  return !kind.includes(NOT_READ) && !(kind in ANSWER_KINDS);
}

function lineItems(
  lines: readonly Measured[],
  cells: BlankCells,
  block: Block,
  section: number,
): readonly ProposedItem[] {
  const units = new Map(lines.filter(stands).map(({ line, measure }) => [line, measure.unit]));
  const belongs = belongings([...units.keys()], (line) => units.get(line) ?? "", cells, block);
  const names = lines.map(({ line }) => nameOf(line) || (line.axis === "row" ? ONLY_ROW : ""));
  return lines.map(({ line, measure }, at) => {
    const kind = measure.kind === "" && isMoney(block.unit) && line.axis === "column" ? MONEY : measure;
    return {
      类别: line.axis === "row" ? "行" : "栏",
      位置: line.place,
      名称: certainName(line, names, at),
      代码: codeOf(line, section),
      类型: kind.kind,
      小数位数: kind.decimals,
      计量单位: measure.unit,
      汇总方式: measure.combine,
      属于: (belongs.get(line.place) ?? []).join("、"),
    };
  });
}

/** The one row of figures under leaf columns has no name on the blank. */
const ONLY_ROW = "本单位";

const MONEY = { kind: "小数", decimals: "6" } as const;

function isMoney(unit: string | undefined): boolean {
  return unit !== undefined && /元$/.test(unit);
}

/** r5, cD; columns of the second part of a sheet c2D, so that no two of a table are alike. */
function codeOf({ axis, place }: ProposedLine, section: number): string {
  return axis === "row" ? `r${place}` : `c${section > 1 ? section : ""}${place}`;
}

const PERIOD_WORDS = [
  ["半年报", /半\s*年/],
  ["季报", /季/],
  // A month with a day behind it is the day of filling in.
  ["月报", /月\s*(?:报|度)|年[\s_＿]*月(?![\s_＿\d]*日)/],
  ["年报", /年\s*(?:报|度)/],
] as const;

function settingsOf(title: string, cells: BlankCells, edition: string): Proposal["settings"] {
  const above = Array.from({ length: Math.min(cells.rows, 6) }, (_, row) => cells.textsIn(row))
    .flat()
    .map((cell) => cells.textAt(cell.row, cell.column));
  const saidIn = (texts: readonly string[]) =>
    PERIOD_WORDS.find(([, pattern]) => texts.some((text) => pattern.test(text)))?.[0];
  return {
    title: title === "" || /[_＿\s]{2,}|[xXＸ×]{2,}/.test(title) ? `${OPEN}（报表的全称）` : title,
    document: `${OPEN}（文号，如 某民〔2022〕1号；没有的写文件名称）`,
    period: saidIn([title]) ?? saidIn(above) ?? `${OPEN}（年报、半年报、季报或月报）`,
    from: /^\d{4}$/.test(edition) ? edition : `${OPEN}（四位年度）`,
  };
}
