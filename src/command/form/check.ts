import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { consolidatePeriod } from "../../consolidated-period.js";
import type { Consolidation } from "../../consolidation.js";
import type { Decimal } from "../../decimal.js";
import { wrongUse } from "../../error.js";
import type { FigureCode } from "../../figure.js";
import { type EntryPlace, placesInBook } from "../../form/book/book.js";
import { type Form, mainForms, type Rule, type Schemas } from "../../form/form.js";
import type { SchemaFile } from "../../form/load.js";
import { schemasOf } from "../../form/one-form.js";
import { addressOf, type Grid, type ReadDocument } from "../../grid.js";
import { installedPdfFiles, openMachine, periodFolders } from "../../machine/machine.js";
import { normalize } from "../../normalize/normalize.js";
import type { Period } from "../../period.js";
import { blankFilledWith } from "../../publish/publish.js";
import { DEFAULT_LIMITS, readBook, readSubmission } from "../../read/read.js";
import { jsonText } from "../../shown-text.js";
import { newestPeriod } from "../../single-submission.js";
import { type Console, checkValues, foldersOf, type Given, periodGiven } from "../command.js";
import { readAs, trialOf } from "./trial.js";

/** 一格的读回: a figure of the form whose number did not come back from its cell. */
interface NotReadBack {
  readonly code: FigureCode;
  readonly label: string;
  readonly cell: string;
  readonly found: string;
}

/** 一种关系在上期材料中: in how many units it holds. */
interface Tried {
  readonly rule: string;
  readonly title: string;
  readonly units: number;
  readonly holds: number;
  readonly undecided: number;
}

/**
 * 核对一种报表: all that is wrong with it (exit 2, by cell); whether each of its figures comes back from a filled blank, read as a unit's file is read
 * (exit 1 where one does not); and in how many units its relations hold in the newest material of its kind of period.
 */
export async function formCheck(wanted: string, given: Given, console: Console, today: string): Promise<number> {
  checkValues(given);
  const folders = foldersOf(given);
  const machine = await openMachine({ ...folders, cache: "off", log: console.log });
  try {
    const schemas = await machine.compiled.load();
    const form = formCalled(wanted, schemas);
    const read = await readBack(form, join(folders.schemas, form.id, form.edition), today, schemas);
    const period = await tryingPeriod(given, form, folders.inputs);
    // The threads know all forms, and would take the files for those of the first.
    const { process: _, ...effects } = machine.effects;
    const tried = period ? await relationsTried({ ...form, period }, schemas, effects) : [];
    console.settle();
    const exitCode = read.lost.length > 0 ? 1 : 0;
    if (given.json)
      console.say(jsonText({ exitCode, figures: read.figures, notReadBack: read.lost, relations: tried }));
    else for (const line of [...readBackText(form, read), ...triedText(tried, period)]) console.say(line);
    return exitCode;
  } finally {
    await machine.close();
  }
}

/** The newest edition of a form that is a workbook. */
function formCalled(wanted: string, { forms }: Schemas): Form {
  const form = forms.find(({ id, title }) => id === wanted || title === wanted);
  if (form) return form;
  throw wrongUse(
    `没有报表“${wanted}”；有：${[...new Set(forms.map(({ id, title }) => `${title}（${id}）`))].join("、")}`,
  );
}

interface ReadBack {
  readonly figures: number;
  readonly lost: readonly NotReadBack[];
}

/** 读回: the blank with a different number in each cell, and a text, a day or a choice where it asks for one, written, read and taken up as a unit's file is. */
async function readBack(form: Form, folder: string, today: string, schemas: Schemas): Promise<ReadBack> {
  const file = await bookAt(join(folder, "表式.xlsx"));
  const grid = firstGrid(file);
  const places = placesInBook(file);
  const period = newestPeriod({ ...schemas, forms: [form] });
  const trials = new Map(
    [...places.figures].map(([code, place], at) => [code, { place, ...trialOf(form.figures.get(code), at, period) }]),
  );
  const at = ({ row, column }: EntryPlace): string => `${row} ${column}`;
  const values = new Map<string, Decimal | string>([
    ...[...trials.values()].map(({ place, value }) => [at(place), value] as const),
    ...places.texts.map((place) => [at(place), place.text] as const),
  ]);
  const bytes = await blankFilledWith({ grid, formulas: new Map(), widths: [] }, values, today);
  const document = await documentOf(bytes);
  const { observations } = normalize({
    document,
    editions: [form],
    accompanying: [],
    file: "表式.xlsx",
    unit: null,
    period,
    blank: "unreadable",
    // Whatever is tried out is a unit.
    roster: (name) => name,
  });
  const lost = [...trials].flatMap(([code, { place, expected }]): readonly NotReadBack[] => {
    const found = observations.get(code);
    if (found?.source.cell === addressOf(grid, place) && readAs(found.amount) === expected) return [];
    const label = form.figures.get(code)?.label ?? code;
    return [{ code, label, cell: addressOf(grid, place), found: found ? `读到 ${found.source.cell}` : "没有读到" }];
  });
  return { figures: places.figures.size, lost };
}

async function bookAt(path: string): Promise<SchemaFile> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) throw wrongUse(`没有 ${path}；form check 核对由空白表建立的报表`);
  const content = readBook(new Uint8Array(bytes), "表式.xlsx");
  if ("failure" in content) throw wrongUse(`不能读取 ${path}：${content.failure.reason}`);
  return { path: "表式.xlsx", text: "", content };
}

/** 空白表 is the first sheet of the workbook. */
function firstGrid({ content }: SchemaFile): Grid {
  const [grid] = content && "blocks" in content ? content.blocks : [];
  if (grid?.kind !== "grid") throw wrongUse("表式.xlsx 的第一张表应为空白表");
  return grid;
}

async function documentOf(bytes: Uint8Array): Promise<ReadDocument> {
  const [result] = await readSubmission(bytes, "空白表.xlsx", DEFAULT_LIMITS, installedPdfFiles);
  if (!result || !("document" in result.outcome)) throw new Error("the filled blank can't be read");
  return result.outcome.document;
}

/** The period that was given, else the newest of the form's kind with a folder. */
async function tryingPeriod(given: Given, form: Form, inputs: string): Promise<Period | undefined> {
  const folders = await periodFolders(inputs).catch(() => []);
  return (
    periodGiven(given) ??
    folders.findLast(({ kind, key }) => kind === form.periodKind && Number(key.slice(0, 4)) >= form.inForce.from)
  );
}

async function relationsTried(
  { id, period }: Pick<Form, "id"> & { readonly period: Period },
  all: Schemas,
  effects: Parameters<typeof consolidatePeriod>[2],
): Promise<readonly Tried[]> {
  if (!mainForms(all, period).some((form) => form.id === id)) return [];
  const schemas = schemasOf(all, period, id);
  const { consolidation } = await consolidatePeriod({ period, form: id }, schemas, effects);
  const [form] = consolidation.forms;
  return [...form.rules.values()]
    .filter(({ kind }) => kind !== "observation" && kind !== "narrative")
    .map((rule) => triedIn(rule, consolidation));
}

function triedIn({ id, title }: Rule, { findings, coverage }: Consolidation): Tried {
  const open = findings.filter(({ rule, message }) => rule === "RULE.UNDECIDED" && message.includes(`“${title}”`));
  const violated = new Set(findings.filter(({ rule }) => rule === id).map(({ unit }) => unit));
  // What is lacking of many units alike is said once for all of them.
  const undecided = new Set(open.flatMap(({ unit, concerning = [] }) => [unit, ...concerning]));
  const units = coverage.received;
  const states = units.map((unit) => {
    if (violated.has(unit)) return "violated";
    return undecided.has(unit) ? "undecided" : "holds";
  });
  const count = (state: (typeof states)[number]): number => states.filter((one) => one === state).length;
  return { rule: id, title, units: units.length, undecided: count("undecided"), holds: count("holds") };
}

const SHOWN = 20;

function readBackText({ title, edition }: Form, { figures, lost }: ReadBack): readonly string[] {
  const head = `${title}（${edition}）：${figures}格逐格填写、写成文件、再照单位的材料读回，${figures - lost.length}格读回原样`;
  const lines = lost.slice(0, SHOWN).map(({ label, cell, found }) => `  ${cell} ${label}：${found}`);
  const more = lost.length > SHOWN ? [`  等${lost.length}格`] : [];
  const advice =
    lost.length > 0 ? ["  读不回的格，请核对“项目”表中该行、该栏的位置和名称；仍读不回的，这样的表程序不能读取"] : [];
  return [head, ...lines, ...more, ...advice];
}

function triedText(tried: readonly Tried[], period: Period | undefined): readonly string[] {
  if (!period || tried.length === 0) return ["没有本报表的往期材料，没有试算各种关系"];
  return [
    `用${period.label}的材料试算各种关系：`,
    ...tried.map(
      ({ rule, title, units, holds, undecided }) =>
        `  ${rule} ${title}：${units}份中${holds}份成立${undecided > 0 ? `，${undecided}份无法判断` : ""}`,
    ),
  ];
}
