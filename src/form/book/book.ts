import type { FigureCode } from "../../figure.js";
import { groupBy } from "../../grouping.js";
import type { EditionFolder } from "../folder.js";
import { unreadableProblem } from "../office/office.js";
import type { Observations } from "../office-records.js";
import type { Problem, SchemaFile } from "../problem.js";
import { keyOf, type Places, tableRecords } from "./form-record.js";
import { type ItemSection, type ItemTable, readItems } from "./items.js";
import { defaultOutline } from "./outline.js";
import { type EntryPlace, entryPlaces, type TextPlace, textPlaces } from "./places.js";
import { type BookRule, type OtherBooks, readRelations, totalRules } from "./relations.js";
import { type BookSettings, readBookSettings, settingAt } from "./settings.js";
import { ANSWER_KINDS } from "./words.js";

export type { EntryPlace } from "./places.js";
export {
  ANSWER_KINDS,
  ITEM_HEADINGS,
  ITEM_SHEET,
  type ItemHeading,
  KINDS,
  LAYOUTS,
  type LayoutWord,
  LEVELS,
  LIST_KINDS,
  NOT_READ,
  OPEN,
  PATH_SIGN,
  PERIODS,
  RELATION_HEADINGS,
  RELATION_SHEET,
  type RelationHeading,
  SETTING_HEADINGS,
  SETTING_SHEET,
  SETTINGS,
  SEVERITIES,
  type SettingKey,
} from "./words.js";

const BOOK = "表式.xlsx";

/** 取数的格 of a workbook that was read without problems, and what stands beside them in a list. */
export function placesInBook(file: SchemaFile): {
  readonly figures: ReadonlyMap<FigureCode, EntryPlace>;
  readonly texts: readonly TextPlace[];
} {
  const { tables } = readItems(file);
  return { figures: entryPlaces(tables), texts: textPlaces(tables) };
}

/** 各报表的表式: by the folders' names, all editions of a form that are workbooks. */
export function openBooks(editions: readonly EditionFolder[]): OtherBooks {
  const byForm = groupBy(editions, ({ form }) => form);
  const known = new Map<string, readonly (readonly ItemTable[])[]>();
  return {
    ids: [...byForm.keys()],
    editions: (form) => {
      const books = (byForm.get(form) ?? []).flatMap(({ files }) => files.get(BOOK) ?? []);
      const tables =
        known.get(form) ??
        books.filter((file) => unreadableProblem(file).length === 0).map((file) => readItems(file).tables);
      known.set(form, tables);
      return tables;
    },
  };
}

/**
 * 读表式.xlsx: in the place of form.json, rules.json and, where no other outline is there, outline.json stand the records that the workbook
 * comes to, with the cells in which what is wrong with them stands. Everything wrong at once; nothing is made of a workbook with problems.
 */
export function readFormBook(
  folder: EditionFolder,
  observations: Observations | undefined,
  books: OtherBooks,
): { readonly folder: EditionFolder; readonly problems: readonly Problem[] } {
  const file = folder.files.get(BOOK);
  if (!file || folder.files.has("form.json")) return { folder, problems: [] };
  const broken = unreadableProblem(file);
  if (broken.length > 0) return { folder, problems: broken };
  if (!observations)
    return { folder, problems: [{ file: "observations.json", message: `缺少这个文件，${BOOK} 的报表要用它` }] };
  const settings = readBookSettings(file);
  const items = readItems(file);
  const places: Places = new Map();
  const tables = tableRecords(items.tables, settings.document, places);
  const relations = readRelations(file, { tables: items.tables, others: books }, settings.document);
  const unclear = [settings, items, relations].flatMap((one) => one.unclear);
  const open = new Set(unclear.map(({ place }) => place));
  const others = [settings, items, tables, relations].flatMap((one) => one.problems);
  // Of a cell that is open or can't be read, nothing more is said.
  const problems = [...unclear, ...others.filter(({ place }) => place === undefined || !open.has(place))];
  if (problems.length > 0) return { folder, problems };
  const { form, edition } = folder;
  const record = { form, edition, ...settings.record, tables: tables.records };
  const rules = [...totalRules(items.tables, settings.document), ...relations.rules];
  const observed = observations
    .filter(({ id }) => !id.startsWith(OF_LISTS) || items.tables.some(({ sections }) => sections.some(isList)))
    .filter(({ id }) => !id.startsWith(OF_ANSWERS) || items.tables.some(({ sections }) => sections.some(hasAnswer)))
    .map((one) => observation(one, settings.document));
  const made: (readonly ["form.json" | "rules.json" | "outline.json", SchemaFile])[] = [
    ["form.json", fileOf(file, record, (path) => placeInForm(path, places, settings))],
    [
      "rules.json",
      fileOf(file, { rules: [...observed, ...rules.map((rule) => rule.record)] }, ruleAt(rules, observed)),
    ],
  ];
  if (!folder.files.has("outline.json") && !folder.files.has("报告提纲.docx"))
    made.push(["outline.json", fileOf(file, defaultOutline(settings.title, items.tables), () => undefined)]);
  return { folder: { ...folder, files: new Map([...folder.files, ...made]) }, problems: [] };
}

const OF_LISTS = "LIST.";
const OF_ANSWERS = "ANSWER.";

/** A list's texts are no figures. */
function hasAnswer({ layout, rows, columns }: ItemSection): boolean {
  return layout !== "list" && [...rows, ...columns].some(({ row }) => row.text("类型") in ANSWER_KINDS);
}

function isList({ layout }: ItemSection): boolean {
  return layout === "list";
}

function fileOf(
  { path }: SchemaFile,
  record: object,
  problemAt: (path: readonly PropertyKey[]) => Problem | undefined,
): SchemaFile {
  const placed = (at: readonly PropertyKey[]): { readonly line?: number; readonly place?: string } => {
    const { line, place } = problemAt(at) ?? {};
    return { ...(line !== undefined && { line }), ...(place !== undefined && { place }) };
  };
  return { path, text: JSON.stringify(record), placed };
}

/** The row of the longest part of a path that has one. */
function placeInForm(path: readonly PropertyKey[], places: Places, { rows }: BookSettings): Problem | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const row = places.get(keyOf(path.slice(0, length)));
    if (row) return row.problem("", headingOf(path[length]) ?? "名称");
  }
  return settingAt(path, rows)?.problem("", "填写");
}

function headingOf(key: PropertyKey | undefined) {
  const headings = {
    code: "代码",
    label: "名称",
    title: "名称",
    unit: "计量单位",
    combine: "汇总方式",
    sumOf: "属于",
    choices: "选项",
    longest: "要求",
    withinPeriod: "要求",
    mayBeBlank: "要求",
  } as const;
  return Object.entries(headings).find(([one]) => one === key)?.[1];
}

function ruleAt(rules: readonly BookRule[], observed: readonly object[]) {
  return ([, index]: readonly PropertyKey[]): Problem | undefined =>
    typeof index === "number" ? rules[index - observed.length]?.problem("") : undefined;
}

function observation({ id, severity, title, advice, patterns }: Observations[number], document: string): object {
  const head = { id, severity, title, advice, basis: { document } };
  return patterns ? { ...head, kind: "narrative", check: "placeholders", patterns } : { ...head, kind: "observation" };
}
