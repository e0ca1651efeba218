import { FIGURE_STATE_NAME } from "../consolidation.js";
import { numeralOf } from "../numeral.js";
import type { FigureChange, FindingChanges, RunChanges, UnitChanges, ValueChange } from "./compare.js";
import type { FindingContent } from "./content.js";

/** 名称: the names of figures and units, for the clerk to read. A code without a name is shown as it is. */
export interface RunNames {
  readonly figures: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, string>>;
}

export const NO_NAMES: RunNames = { figures: {}, units: {} };

/** 变化说明: what changed between two runs, in plain Chinese. */
export function describeChanges(changes: RunChanges, names: RunNames = NO_NAMES): string {
  const head = `与运行 ${changes.before} 相比，运行 ${changes.after} 的变化：`;
  if (!changes.comparable) return `${head}\n其中一次的汇总数据缺失或已损坏，无法比较。\n`;
  const parts = [
    statusLines(changes),
    unitLines(changes.units, names),
    figureLines(changes, names),
    findingLines(changes.findings, names),
  ];
  const titled = parts.map((lines, part) => [`${numeralOf(part + 1)}、${lines[0]}`, ...lines.slice(1)]);
  return `${[head, ...titled.flat()].join("\n")}\n`;
}

/** 首次运行: the text where there is no earlier run to compare with. */
export function describeFirstRun(id: string): string {
  return `运行 ${id} 是该年度的第一次运行，没有可以比较的前一次结果。\n`;
}

const STATUS: Readonly<Record<string, string>> = { final: "正式（可以发布）", draft: "草稿（不能作为正式报告）" };
const STATE: Readonly<Record<string, string>> = FIGURE_STATE_NAME;
const SEVERITY = { mandatory: "强制性", verification: "核实性", notice: "提示性" } as const;

function statusLines({ status }: RunChanges): readonly string[] {
  const [before, after] = [STATUS[status.before] ?? status.before, STATUS[status.after] ?? status.after];
  return [before === after ? `状态没有变化：${after}` : `状态：由${before}变为${after}`];
}

function unitLines(units: UnitChanges, names: RunNames): readonly string[] {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["新收到", units.newlyReceived],
    ["变为未报", units.newlyMissing],
    ["新退回", units.newlyReturned],
    ["不再退回", units.noLongerReturned],
    ["新列为迟报", units.newlyLate],
    ["不再列为迟报", units.noLongerLate],
    ["新列入应报", units.newlyDue],
    ["不再列入应报", units.noLongerDue],
  ];
  const lines = rows
    .filter(([, codes]) => codes.length > 0)
    .map(([word, codes]) => `  ${word}（${codes.length}个）：${codes.map((code) => unitName(code, names)).join("、")}`);
  return lines.length === 0 ? ["单位报送情况没有变化"] : ["单位报送情况", ...lines];
}

function figureLines({ figures, units }: RunChanges, names: RunNames): readonly string[] {
  const moved = figures.filter(
    (change) => change.kind !== "changed" || change.before !== change.after || change.units.length > 0,
  );
  const restated = figures.filter((change) => !moved.includes(change));
  if (figures.length === 0) return ["数字没有变化"];
  const whole = new Set([...units.newlyReceived, ...units.newlyMissing]);
  const others = moved.flatMap((change) => besidesWhole(change, whole));
  return [
    moved.length === 0 ? "数字没有变化，只有状态变化" : `数字（${moved.length}项有变化）`,
    ...units.newlyReceived.flatMap((unit) => wholeLine(unit, "新收到，计入", moved, names)),
    ...units.newlyMissing.flatMap((unit) => wholeLine(unit, "变为未报，不再计入", moved, names)),
    ...others.map((change, at) => `  ${at + 1}. ${figureLine(change, names)}`),
    ...stateLines(restated, names),
  ];
}

/** What came or went with a whole unit is told with the unit; a figure that only such units moved is not listed again. */
function besidesWhole(change: FigureChange, whole: ReadonlySet<string>): readonly FigureChange[] {
  const own = change.units.filter(({ unit }) => !whole.has(unit));
  const only = change.kind === "changed" && own.length === 0 && change.units.length > 0;
  return only ? [] : [{ ...change, units: own }];
}

/** 一个单位一行: how many figures came or went with it, and the first of those that are not 0. */
function wholeLine(unit: string, what: string, moved: readonly FigureChange[], names: RunNames): readonly string[] {
  const own = moved.flatMap(({ figure, units }) =>
    units.flatMap((one) => (one.unit === unit ? [{ figure, value: one.after ?? one.before }] : [])),
  );
  if (own.length === 0) return [];
  const notZero = own.filter(({ value }) => value !== null && value !== "0");
  const shown = notZero.slice(0, SHOWN_OF_UNIT).map(({ figure, value }) => `${figureName(figure, names)} ${value}`);
  const listed =
    notZero.length === 0
      ? "，都是0"
      : `，其中不为0的${notZero.length}项：${shown.join("、")}${notZero.length > shown.length ? " 等" : ""}`;
  return [`  ${unitName(unit, names)}：${what}${own.length}项${listed}`];
}

const SHOWN_OF_UNIT = 3;

function figureLine(change: FigureChange, names: RunNames): string {
  const name = `“${figureName(change.figure, names)}”`;
  const units =
    change.units.length === 0 ? "" : `；其中${change.units.map((unit) => unitLine(unit, names)).join("，")}`;
  const state =
    change.kind === "changed" && change.stateBefore !== change.stateAfter
      ? `；由${stateName(change.stateBefore)}变为${stateName(change.stateAfter)}`
      : "";
  return `${name}${movement(change)}${state}${units}`;
}

function movement(change: FigureChange): string {
  const [before, after] = [shown(change.before), shown(change.after)];
  if (change.kind === "added") return `新增，为${after}`;
  if (change.kind === "removed") return `不再列出，原为${before}`;
  if (change.before === change.after) return `合计没有变化（${after}），各单位所报有变化`;
  const sign =
    change.difference === null
      ? ""
      : change.difference.startsWith("-")
        ? `（减少${change.difference.slice(1)}）`
        : `（增加${change.difference}）`;
  return `由${before}变为${after}${sign}`;
}

function unitLine({ unit, before, after }: ValueChange, names: RunNames): string {
  return `${unitName(unit, names)}由${shown(before)}变为${shown(after)}`;
}

/** A missing value is named as missing: it is not 0. */
function shown(value: string | null): string {
  return value ?? "空缺";
}

function stateLines(restated: readonly FigureChange[], names: RunNames): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const change of restated) {
    const word = `由${stateName(change.stateBefore)}变为${stateName(change.stateAfter)}`;
    groups.set(word, [...(groups.get(word) ?? []), figureName(change.figure, names)]);
  }
  return [...groups].map(([word, figures]) => {
    const more = figures.length > SHOWN_RESTATED ? " 等" : "";
    return `  数值不变、状态${word}（${figures.length}项）：${figures.slice(0, SHOWN_RESTATED).join("、")}${more}`;
  });
}

/** A single missing form changes the state of every figure, not the values, so only a few names are shown. */
const SHOWN_RESTATED = 8;

function findingLines({ appeared, gone, still, explained }: FindingChanges, names: RunNames): readonly string[] {
  return [
    appeared.length === 0 && gone.length === 0 ? "审核意见没有增减" : "审核意见",
    ...group("新出现", appeared, names),
    ...group("已消除", gone, names),
    ...group("已作说明", explained, names),
    `  仍存在：${tally(still)}`,
  ];
}

function group(word: string, findings: readonly FindingContent[], names: RunNames): readonly string[] {
  if (findings.length === 0) return [];
  return [`  ${word}（${tally(findings)}）：`, ...findings.map((finding) => `    - ${findingLine(finding, names)}`)];
}

function findingLine(finding: FindingContent, names: RunNames): string {
  const unit = finding.unit === null ? "" : `${unitName(finding.unit, names)}：`;
  return `［${SEVERITY[finding.severity]}］${unit}${finding.message}（${finding.id}）`;
}

function tally(findings: readonly FindingContent[]): string {
  const count = (severity: FindingContent["severity"]) =>
    findings.filter((finding) => finding.severity === severity).length;
  return `${findings.length}条，其中强制性${count("mandatory")}条、核实性${count("verification")}条、提示性${count("notice")}条`;
}

function unitName(code: string, names: RunNames): string {
  return Object.hasOwn(names.units, code) ? `${names.units[code]}` : code;
}

function figureName(code: string, names: RunNames): string {
  return Object.hasOwn(names.figures, code) ? `${names.figures[code]}` : code;
}

function stateName(state: string): string {
  return STATE[state] ?? state;
}
