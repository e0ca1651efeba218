import { adjustmentRecord, movementOf } from "../../adjustment.js";
import { countsRecord, countsText } from "../../answer.js";
import { type ConsolidatedFigure, type Consolidation, FIGURE_STATE_NAME } from "../../consolidation.js";
import { format } from "../../decimal.js";
import type { Effects } from "../../effects.js";
import { wrongUse } from "../../error.js";
import { type FigureCode, parsedReference, type SourceCell, type UnitCode } from "../../figure.js";
import { figuresCalled, figuresNear } from "../../figure-name.js";
import { type Figure, figureNamed } from "../../form/form.js";
import { openMachine } from "../../machine/machine.js";
import { otherNamed } from "../../other-form.js";
import { periodWords } from "../../period.js";
import { signedPeriod } from "../../pipeline.js";
import { jsonText, shownText } from "../../shown-text.js";
import { type Console, foldersOf, type Given, optionsOf } from "../command.js";
import { lowerAtHand } from "./below.js";
import { sentUp, type Trail, trailLines, trailOf } from "./trail.js";

/** 追溯: prints where a figure comes from: unit, value, file, sheet, cell, text as typed. Writes nothing. */
export async function trace(wanted: string, given: TraceGiven, console: Console): Promise<number> {
  const lines = await withConsolidation(given, console, (consolidation, effects) =>
    traced(wanted, { consolidation, effects, given }),
  );
  for (const line of lines) console.say(line);
  return 0;
}

/** 追溯的文字: the figure, and a line for every unit that is not 0. With --json one line. */
export async function traced(
  wanted: string,
  { consolidation: own, effects, given }: TraceRequest,
): Promise<readonly string[]> {
  const { consolidation, named, form } = tracedForm(wanted, own);
  const code = codeNamed(named, consolidation);
  const figure = consolidation.figures.get(code);
  if (!figure) throw wrongUse(`指标“${wanted}”${periodWords(consolidation.period).own}没有数字`);
  const trails = await trailsOf(figure, consolidation, effects, given.below ?? []);
  return given.json
    ? [jsonText({ ...(form !== undefined && { form }), ...figureRecord(figure, trails) })]
    : describe(figure, consolidation, trails);
}

/** 另一种报表的指标: `enforcement/cases.all.number` is traced in that form's own files. */
function tracedForm(
  wanted: string,
  consolidation: Consolidation,
): { readonly consolidation: Consolidation; readonly named: string; readonly form?: string } {
  const { form, figure } = parsedReference(wanted);
  const others = consolidation.others ?? [];
  if (form === undefined) return { consolidation, named: wanted };
  if (consolidation.forms.some(({ id }) => id === form)) return { consolidation, named: figure };
  const other = otherNamed(others, form);
  if (other?.totals) return { consolidation: { ...consolidation, ...other.totals }, named: figure, form };
  const known = others.filter(({ totals }) => totals).map(({ id, title }) => `${title}（${id}）`);
  throw wrongUse(
    `“${consolidation.forms[0].title}”没有引用报表“${form}”${known.length > 0 ? `，它引用的有：${known.join("、")}` : ""}；请写 trace ${figure} --form ${form}`,
  );
}

export interface TraceRequest {
  readonly consolidation: Consolidation;
  readonly effects: Pick<Effects, "list" | "bytes">;
  readonly given: TraceGiven;
}

export interface TraceGiven extends Given {
  /** Folders in which the outputs of the levels below lie. */
  readonly below?: readonly string[];
}

/** 逐级追溯 of the contributions that jurisdictions below sent up. */
type Trails = ReadonlyMap<UnitCode, Trail>;

async function trailsOf(
  figure: ConsolidatedFigure,
  { below, period }: Consolidation,
  effects: Pick<Effects, "list" | "bytes">,
  folders: readonly string[],
): Promise<Trails> {
  const find = lowerAtHand({ effects, period, folders });
  const trails = new Map<UnitCode, Trail>();
  for (const one of below) {
    const share = figure.contributions.find(({ unit }) => unit === one.unit);
    if (share?.source?.file === one.file) trails.set(one.unit, await trailOf(sentUp(one), figure.figure, find));
  }
  return trails;
}

/** Consolidates a year without writing anything, for the commands that only show. */
export function consolidated(given: Given, console: Console): Promise<Consolidation> {
  return withConsolidation(given, console, (consolidation) => Promise.resolve(consolidation));
}

async function withConsolidation<T>(
  given: Given,
  console: Console,
  use: (consolidation: Consolidation, effects: Effects) => Promise<T>,
): Promise<T> {
  const options = await optionsOf(given);
  const machine = await openMachine({ ...foldersOf(given), cache: "recall", task: options, log: console.log });
  try {
    const { consolidation } = await signedPeriod(options, await machine.schemas(), machine.effects);
    console.settle();
    return await use(consolidation, machine.effects);
  } finally {
    console.settle();
    await machine.close();
  }
}

function codeNamed(wanted: string, { forms }: Consolidation): FigureCode {
  const named = figuresCalled(wanted, forms);
  if (named.length === 1 && named[0]) return named[0].code;
  const listed = (figures: readonly Figure[]): string =>
    figures.map((figure) => `${figure.code}（${figure.label}）`).join("、");
  if (named.length > 1) throw wrongUse(`“${wanted}”可以是几项指标：${listed(named)}`);
  const near = figuresNear(wanted, forms);
  const hint =
    near.length > 0 ? `是否为：${listed(near)}` : "指标代码见 schemas/README.md，例如 applications.received.total";
  throw wrongUse(`没有指标“${wanted}”。${hint}`);
}

function figureRecord(figure: ConsolidatedFigure, trails: Trails): object {
  return {
    code: figure.figure,
    value: figure.value && format(figure.value),
    ...(figure.plain !== undefined && { sum: figure.plain && format(figure.plain) }),
    state: figure.state,
    ...(figure.answers && { answers: countsRecord(figure.answers) }),
    ...(figure.latest !== undefined && { latest: figure.latest }),
    contributions: [
      ...figure.contributions.map(({ unit, value, answer, answers, source }) => ({
        unit,
        value: value && format(value),
        ...(answer !== undefined && { answer }),
        ...(answers && { answers: countsRecord(answers) }),
        ...source,
        ...(trails.has(unit) && { below: trails.get(unit) }),
      })),
      ...(figure.adjustments ?? []).map(adjustmentRecord),
    ],
  };
}

function describe(figure: ConsolidatedFigure, { forms, units }: Consolidation, trails: Trails): readonly string[] {
  const definition = figureNamed(forms, figure.figure);
  const shown = (value: ConsolidatedFigure["value"], qualifier?: string): string =>
    value === null ? "缺" : format(value) + (qualifier ?? "");
  const lines = [
    `${figure.figure}  ${definition?.label ?? ""}`,
    definition?.answer
      ? `汇总：${latestText(figure)}${countsText(figure.answers ?? [], definition.answer)}（${FIGURE_STATE_NAME[figure.state]}）`
      : `汇总数：${shown(figure.value, figure.qualifier)}${definition?.unit ?? ""}（${FIGURE_STATE_NAME[figure.state]}）`,
  ];
  const notZero = figure.contributions.filter((one) => one.value === null || one.value.coefficient !== 0n);
  for (const one of notZero) {
    const unit = units.find(({ code }) => code === one.unit)?.name ?? one.unit;
    const source = one.source;
    const added = one.value === null ? "（没有填报，或分项有缺）" : "（由分项相加）";
    const where = source
      ? `《${source.file}》“${source.sheet}”${source.cell}，填写“${source.text.replace(/\s+/g, " ")}”${confirmedText(source)}`
      : added;
    lines.push(`  ${one.unit} ${unit}：${one.answer ?? shown(one.value, one.qualifier)}  ${where}`);
    const trail = trails.get(one.unit);
    if (trail) lines.push(...trailLines(trail, "    "));
  }
  const zeros = figure.contributions.length - notZero.length;
  if (zeros > 0) lines.push(`  另有${zeros}个单位为0`);
  return [...lines, ...adjustmentLines(figure, { forms, units })];
}

/** 核对录入: who read a figure off a scan, and the cell in which it was confirmed. */
function confirmedText({ file, confirmed }: SourceCell): string {
  if (!confirmed) return "";
  const where = confirmed.file === file ? "" : `（《${confirmed.file}》“${confirmed.sheet}”${confirmed.cell}）`;
  return `，由${confirmed.by}核对录入${where}`;
}

function latestText({ latest }: ConsolidatedFigure): string {
  return latest === undefined ? "" : `最晚${latest}，`;
}

/** 调整: the plain sum, and what the office adjusted, with its reason and its row in 调整.*. */
function adjustmentLines(
  { figure, plain, adjustments = [] }: ConsolidatedFigure,
  { forms, units }: Pick<Consolidation, "forms" | "units">,
): readonly string[] {
  if (plain === undefined) return [];
  return [
    `各单位所报合计：${plain === null ? "缺" : format(plain)}`,
    ...adjustments.map((one) => {
      const whose = one.unit === null ? "整体" : (units.find(({ code }) => code === one.unit)?.name ?? one.unit);
      const part = one.figure === figure ? "" : `（${figureNamed(forms, one.figure)?.label ?? one.figure}）`;
      const { file, sheet, cell } = one.source;
      const why = `理由：${one.reason}；依据：${one.basis}；经办人：${one.by}`;
      return shownText(`  ${one.type} ${whose}${part}：${movementOf(one)}  ${why}  《${file}》“${sheet}”${cell}`);
    }),
  ];
}
