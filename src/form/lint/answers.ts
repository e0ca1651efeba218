import { isAnswerKind } from "../../answer.js";
import type { BareForm } from "../compile.js";
import type { Figure } from "../form.js";
import type { ListRecord } from "../line-records.js";
import type { Contradiction } from "../problem.js";
import type { FormRecord, LeafRecord, LineRecord } from "../records.js";

type Path = readonly PropertyKey[];

/** 非数值指标自查: what such a line says must be of use to its kind, and nothing may add it. */
export function lintAnswers(form: BareForm, record: FormRecord): readonly Contradiction[] {
  const lines = record.tables.flatMap((table, t) =>
    table.sections.flatMap((section, s) => [
      ...(["rows", "columns"] as const).flatMap((axis) => ofLines(section[axis], ["tables", t, "sections", s, axis])),
      ...(section.list?.columns ?? []).flatMap((column, at) =>
        ofText(column, ["tables", t, "sections", s, "list", "columns", at]),
      ),
    ]),
  );
  return [...lines, ...added(form)];
}

/** 台账的文字栏: one that says nothing of its kind is any text, and reads no choices and no days. */
function ofText(column: ListRecord["columns"][number], path: Path): readonly Contradiction[] {
  const { choices = [] } = column;
  return [
    ...unread(column, path),
    ...choices.flatMap((choice, at) => ofChoice(choice, choices.slice(0, at), [...path, "choices", at])),
  ];
}

/** What a line says that its kind does not read. */
function unread(line: Answerable, path: Path): readonly Contradiction[] {
  const { kind, label } = line;
  return (Object.keys(READ_BY) as (keyof typeof READ_BY)[])
    .filter((key) => line[key] !== undefined && !READ_BY[key].some((one) => one === kind))
    .map((key) => ({ message: `“${label}”写了 ${key}，它的类型不读取这一项`, path: [...path, key] }));
}

function ofLines(records: readonly LineRecord[], path: Path): readonly Contradiction[] {
  return records.flatMap((line, index): readonly Contradiction[] => {
    const here = [...path, index];
    if ("lines" in line) return ofLines(line.lines, [...here, "lines"]);
    return ofLeaf(line, here);
  });
}

/** Which kinds read what a line says. */
const READ_BY = {
  choices: ["choice"],
  several: ["choice"],
  longest: ["text"],
  withinPeriod: ["date"],
  mayBeBlank: ["text", "date", "yesNo", "choice"],
} as const satisfies { readonly [K in keyof LeafRecord]?: readonly Figure["kind"][] };

/** What both a figure's line and a list's column may say. */
type Answerable = Pick<LeafRecord, "label" | "kind"> & { readonly [K in keyof typeof READ_BY]?: LeafRecord[K] };

function ofLeaf(line: LeafRecord, path: Path): readonly Contradiction[] {
  const { kind, label, choices = [] } = line;
  return [
    ...unread(line, path),
    ...(kind === "choice" && choices.length === 0
      ? [{ message: `“${label}”的类型是选项，没有写可选项 choices`, path: [...path, "label"] }]
      : []),
    ...choices.flatMap((choice, at) => ofChoice(choice, choices.slice(0, at), [...path, "choices", at])),
    ...(isAnswerKind(kind) ? ofNumbers(line, path) : []),
  ];
}

function ofChoice(choice: string, before: readonly string[], path: Path): readonly Contradiction[] {
  if (before.includes(choice)) return [{ message: `可选项“${choice}”写了两次`, path }];
  return /[、,，;；\s]/.test(choice) ? [{ message: `可选项“${choice}”里不能有顿号、逗号、分号和空格`, path }] : [];
}

/** 只有数才有的: how it adds, its decimals, its sign. */
function ofNumbers(line: LeafRecord, path: Path): readonly Contradiction[] {
  const { label, combine, kind } = line;
  const given = (["sumOf", "decimals", "signed", "doubtfulFrom", "approximate", "otherSource"] as const).filter(
    (key) => line[key] !== undefined,
  );
  return [
    ...given.map((key) => ({ message: `“${label}”不是数，不能写 ${key}`, path: [...path, key] })),
    ...(combine !== undefined && combine !== "none" && !(combine === "latest" && kind === "date")
      ? [{ message: `“${label}”不是数，不能汇总；不写 combine，或写 none`, path: [...path, "combine"] }]
      : []),
  ];
}

/** A total of what is no number; one is said for a line. */
function added({ figures }: BareForm): readonly Contradiction[] {
  const said = new Set<string>();
  return [...figures.values()].flatMap((figure) => {
    const wrong = figure.parts.map((code) => figures.get(code)).find((part) => part?.answer);
    const key = `${figure.label} ${wrong?.label ?? ""}`;
    if (!wrong || said.has(key)) return [];
    said.add(key);
    return [{ message: `“${figure.label}”由“${wrong.label}”相加，它不是数`, path: ["tables"] }];
  });
}
