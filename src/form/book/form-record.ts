import type { Problem } from "../problem.js";
import { answerOf, unreadBeside } from "./answers.js";
import { combiningIn } from "./combining.js";
import { type ItemLine, type ItemRow, type ItemSection, type ItemTable, MOST_STEPS, MOST_TOTALS } from "./items.js";
import { COUNT_COLUMN, listPart, listRows, textLines } from "./list.js";
import { FIELD_COLUMN, readLines } from "./places.js";
import { wordsIn } from "./rows.js";
import { PATH_SIGN } from "./words.js";

/** Where each JSON path of a record stands in the workbook. */
export type Places = Map<string, ItemRow>;

/** 表的记录, in the shape of form.json. What is wrong with the shape, the shape itself tells. */
export function tableRecords(
  tables: readonly ItemTable[],
  document: string,
  places: Places,
): { readonly records: readonly object[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const records = tables.map(({ row, code, sections }, t) => {
    const path = ["tables", t];
    places.set(keyOf(path), row);
    const read = sections.map((section, s) => sectionRecord(section, [...path, "sections", s], places));
    problems.push(...read.flatMap((one) => one.problems));
    return {
      code,
      title: row.text("名称"),
      ...aliasesOf(row),
      basis: { document },
      unit: row.text("计量单位"),
      sections: read.map(({ record }) => record),
    };
  });
  return { records, problems };
}

function sectionRecord(section: ItemSection, path: readonly PropertyKey[], places: Places) {
  places.set(keyOf(path), section.row);
  if (section.layout === "list") return listRecord(section, path, places);
  if (section.layout === "fields") return fieldsRecord(section, path, places);
  const axes = (["rows", "columns"] as const).map((axis) => {
    const parts = partsIn(section[axis]);
    const lines = readLines(section[axis]).map((line) => leafOf(line, section[axis], parts));
    return { records: grouped(lines, 0, [...path, axis], places), problems: lines.flatMap(({ problems }) => problems) };
  });
  const heading = section.row.text("名称");
  const [rows, columns] = axes.map(({ records }) => records);
  const record = {
    code: section.code,
    ...(heading !== "" && { rowHeading: heading }),
    layout: section.layout,
    rows,
    columns,
  };
  return { record, problems: axes.flatMap(({ problems }) => problems) };
}

/** 成对表: its cells are rows under one column, which has no heading on the blank. */
function fieldsRecord({ row, code, rows }: ItemSection, path: readonly PropertyKey[], places: Places) {
  const parts = partsIn(rows);
  const lines = readLines(rows).map((line) => leafOf(line, rows, parts));
  const record = {
    code,
    rowHeading: row.text("名称") || "项目",
    layout: "fields",
    rows: grouped(lines, 0, [...path, "rows"], places),
    columns: [FIELD_COLUMN],
  };
  return { record, problems: lines.flatMap(({ problems }) => problems) };
}

/** 台账: its rows are the kinds of its entries; to its columns of figures the program adds how many entries there are. */
function listRecord(section: ItemSection, path: readonly PropertyKey[], places: Places) {
  const { code, columns, rows } = section;
  const parts = partsIn(columns);
  const lines = readLines(columns).map((line) => leafOf(line, columns, parts));
  const { list, problems } = listPart(section);
  for (const [at, { row }] of textLines(section).entries()) places.set(keyOf([...path, "list", "columns", at]), row);
  for (const [at, { row }] of rows.entries()) places.set(keyOf([...path, "rows", at + 1]), row);
  const figures = grouped(lines, 0, [...path, "columns"], places);
  const category = textLines(section).find(({ row }) => row.text("类型") === "分类");
  const record = {
    code,
    ...(category && { rowHeading: category.row.text("名称") }),
    layout: "list",
    rows: listRows(section),
    columns: [...figures, COUNT_COLUMN],
    list,
  };
  return { record, problems: [...lines.flatMap((line) => line.problems), ...problems] };
}

/** The codes of the lines that belong to a total, by the total's place; without any for a line that is none. */
function partsIn(all: readonly ItemLine[]): ReadonlyMap<string, readonly string[]> {
  const lines = readLines(all);
  const parts = new Map<string, string[]>(lines.map(({ place }) => [place, []]));
  for (const { totals, code } of lines) for (const total of new Set(totals)) parts.get(total)?.push(code);
  return parts;
}

interface Leaf {
  readonly steps: readonly string[];
  readonly row: ItemRow;
  readonly record: object;
  readonly problems: readonly Problem[];
}

function leafOf(
  { row, code, place, totals }: ItemLine,
  all: readonly ItemLine[],
  partsOf: ReadonlyMap<string, readonly string[]>,
): Leaf {
  const steps = row
    .text("名称")
    .split(PATH_SIGN, MOST_STEPS)
    .map((step) => step.trim());
  const parts = partsOf.get(place) ?? [];
  const lost = totals.length > MOST_TOTALS ? [] : totals.filter((total) => !partsOf.has(total));
  const combine = combiningIn(row, all);
  const [measure, wrong] = measureOf(row);
  const record = {
    code,
    label: steps.at(-1) ?? "",
    ...aliasesOf(row),
    ...(parts.length > 0 && { sumOf: parts }),
    ...measure,
    ...(combine.value !== undefined && { combine: combine.value }),
  };
  const lostPlaces = lost.map((total) => row.problem(`“属于”写的“${total}”不是取数的行或栏`, "属于"));
  return { steps, row, record, problems: [...lostPlaces, ...combine.problems, ...wrong] };
}

function measureOf(row: ItemRow): readonly [object, readonly Problem[]] {
  const kind = row.text("类型");
  const answer = answerOf(row);
  if (answer) return [answer.record, answer.problems];
  const unit = row.text("计量单位");
  const digits = row.text("小数位数").normalize("NFKC");
  const decimal = kind.startsWith("小数");
  const wrong = digits !== "" && !/^\d$/.test(digits) ? [row.problem("“小数位数”应为 0 至 9 的整数", "小数位数")] : [];
  const lacking = decimal && digits === "" ? [row.problem("类型是小数的，请填写“小数位数”", "小数位数")] : [];
  const measure = {
    ...(kind !== "" && { kind: decimal ? "amount" : "count" }),
    ...(decimal && /^\d$/.test(digits) && { decimals: Number(digits) }),
    ...(kind.includes("负") && { signed: true }),
    ...(unit !== "" && { unit }),
  };
  return [measure, [...wrong, ...lacking, ...unreadBeside(row)]];
}

/** Lines of one path stand in one group, as long as they follow one another. */
function grouped(
  lines: readonly Leaf[],
  depth: number,
  path: readonly PropertyKey[],
  places: Places,
): readonly object[] {
  const records: object[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line) break;
    const here = [...path, records.length];
    places.set(keyOf(here), line.row);
    if (line.steps.length <= depth + 1) {
      records.push(line.record);
      at += 1;
      continue;
    }
    const label = line.steps[depth];
    const past = lines.findIndex(
      (other, index) => index > at && (other.steps.length <= depth + 1 || other.steps[depth] !== label),
    );
    const own = lines.slice(at, past < 0 ? lines.length : past);
    records.push({ label, lines: grouped(own, depth + 1, [...here, "lines"], places) });
    at += own.length;
  }
  return records;
}

function aliasesOf(row: ItemRow): object {
  const aliases = wordsIn(row.text("其他写法"));
  return aliases.length > 0 ? { aliases } : {};
}

export function keyOf(path: readonly PropertyKey[]): string {
  return path.map(String).join("\u0000");
}
