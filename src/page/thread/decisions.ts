import { ADJUSTMENT_COLUMNS } from "../../adjustment.js";
import type { ExplanationText } from "../../explanation.js";
import type { FormFolders, Schemas } from "../../form/form.js";
import type { Explanation } from "../../intake/intake.js";
import type { RunResult } from "../../pipeline.js";
import { adjustmentsFile, explanationsFile, openQuestions } from "../../publish/publish.js";
import { plainText } from "../../wording.js";
import type { Placed } from "../placing.js";
import type { DecisionsRequest, DecisionWords, MadeFile, Typed } from "../talk.js";

/** 说明和调整的填写处, as the run left it. */
export function decisionWords(
  { consolidation, office }: RunResult,
  { folders }: Pick<Schemas, "folders">,
  { inputs }: Placed,
): DecisionWords {
  const { period, units, forms, findings } = consolidation;
  const given = new Set(inputs.get(period.key)?.keys());
  const place = { period: period.key, folder: ownFolder(folders, given), given };
  const explanations = office.explanations.map((one) => ({
    file: one.source.file,
    text: textOf(one),
    unclear: one.unclear ?? (isRepeated(one, office.explanations) || undefined),
  }));
  const adjustments = office.adjustments.map((one) => ({ ...one, text: pick(one.texts) }));
  return {
    questions: openQuestions(consolidation),
    units: units.map(({ name }) => name),
    figures: forms.flatMap(({ figures }) =>
      [...figures.values()].filter(({ parts }) => parts.length === 0).map(({ label }) => label),
    ),
    remarks: findings
      .filter(({ rule }) => /^(?:EXPLANATION|ADJUSTMENT)\./.test(rule))
      .map(({ message, advice }) => `${message}${advice}`),
    explanations: ownRows("说明", explanations, place),
    adjustments: ownRows("调整", adjustments, place),
  };
}

interface ReadRow<Text> {
  readonly file: string;
  readonly text: Text;
  readonly unclear?: unknown;
}

/** The form's own folder below the period's, as it is called where files lie in it; nothing for the form that has none. */
function ownFolder(folders: FormFolders | undefined, given: ReadonlySet<string>): string {
  const [title, ...others] = folders?.own ?? [];
  if (title === undefined) return "";
  const names = [title, ...others].map(plainText);
  const used = [...given].map((path) => path.slice(0, path.indexOf("/") + 1).slice(0, -1));
  return `${used.find((name) => names.includes(plainText(name))) ?? title}/`;
}

/**
 * 本页可以重写的一份: 说明.csv, unless a file of that name was put in from which not every row could be taken; then 说明.2.csv and so on, which are
 * read beside it.
 */
function ownRows<Text>(
  stem: string,
  rows: readonly ReadRow<Text>[],
  { period, folder, given }: { readonly period: string; readonly folder: string; readonly given: ReadonlySet<string> },
): Typed<Text> {
  for (let number = 1; ; number += 1) {
    const file = `${folder}${stem}${number === 1 ? "" : `.${number}`}.csv`;
    const own = rows.filter((row) => row.file === `${period}/${file}`);
    const whole = own.length > 0 && own.every(({ unclear }) => unclear === undefined);
    if (whole || !given.has(file)) return { file, rows: own.map(({ text }) => text) };
  }
}

/** Of two rows of one number the page could show only one. */
function isRepeated({ id, source }: Explanation, all: readonly Explanation[]): boolean {
  return id !== "" && all.filter((one) => one.id === id && one.source.file === source.file).length > 1;
}

function textOf({ id, unit, rule, figures, values, text, by, reviewer }: Explanation): ExplanationText {
  return { 编号: id, 单位: unit, 规则: rule, 指标: figures, 数值: values, 说明: text, 填写人: by, 审核人: reviewer };
}

function pick<Text extends object>(texts: Text): Text {
  return Object.fromEntries(ADJUSTMENT_COLUMNS.map((column) => [column, Reflect.get(texts, column)])) as Text;
}

/** 说明.csv 和 调整.csv of what was typed. */
export function decisionFiles({ period, decisions }: DecisionsRequest): readonly MadeFile[] {
  const { explanations, adjustments } = decisions;
  return [
    made(`inputs/${period.key}/${explanations.file}`, explanationsFile(explanations.rows)),
    made(`inputs/${period.key}/${adjustments.file}`, adjustmentsFile(adjustments.rows)),
  ];
}

function made(path: string, bytes: Uint8Array): MadeFile {
  return { path, content: new Blob([new Uint8Array(bytes)]) };
}
