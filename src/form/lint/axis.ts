import { wordingOf } from "../../wording.js";
import type { Axis, Line } from "../form.js";
import type { Contradiction } from "../problem.js";

type Path = readonly PropertyKey[];

/** 行、栏自查: lines of one code, names that can't be told apart, totals that can't be computed. `paths` are those of the lines. */
export function lintAxis(axis: Axis, paths: readonly Path[]): readonly Contradiction[] {
  const codes = new Set(axis.lines.map((line) => line.code));
  return [
    ...repeatedCodes(axis, paths),
    ...alike(axis, paths),
    ...axis.lines.flatMap((line, index) => lintSum(line, codes, [...(paths[index] ?? []), "sumOf"])),
    ...circles(axis, paths),
  ];
}

function repeatedCodes({ lines }: Axis, paths: readonly Path[]): readonly Contradiction[] {
  return lines.flatMap(({ code }, index) =>
    lines.findIndex((other) => other.code === code) < index
      ? [{ message: `代码“${code}”重复`, path: paths[index] ?? [] }]
      : [],
  );
}

function alike({ lines }: Axis, paths: readonly Path[]): readonly Contradiction[] {
  const seen = new Map<string, Line>();
  return lines.flatMap((line, index) => {
    const keys = line.insteadOf.length > 0 ? [] : [...new Set(pathKeys(line))];
    const other = keys.map((key) => seen.get(key)).find((one) => one !== undefined);
    for (const key of keys) seen.set(key, line);
    const message = `“${line.label}”与“${other?.label ?? ""}”的名称或别名相同，无法区分`;
    return other ? [{ message, path: paths[index] ?? [] }] : [];
  });
}

/** Two lines of the same group whose numbered names are equal can't be told apart. */
function pathKeys(line: Line): readonly string[] {
  const above = line.groups.map((group) => wordingOf(group.label).name).join("/");
  return line.wordings.map((text) => {
    const { ordinal, name } = wordingOf(text);
    return `${above}/${ordinal ? `${ordinal.style}${ordinal.number}` : ""}${name}`;
  });
}

function lintSum(line: Line, codes: ReadonlySet<string>, path: Path): readonly Contradiction[] {
  return line.sumOf.flatMap((part, index): readonly Contradiction[] => {
    const at = [...path, index];
    if (!codes.has(part)) return [{ message: `“${line.label}”由“${part}”相加，但没有这一项`, path: at }];
    if (part === line.code) return [{ message: `“${line.label}”不能由自身相加`, path: at }];
    const twice = line.sumOf.indexOf(part) < index;
    return twice ? [{ message: `“${line.label}”把“${part}”加了两次`, path: at }] : [];
  });
}

/** 循环合计: totals that are made of each other; each circle is said once, at its first line. */
function circles({ lines }: Axis, paths: readonly Path[]): readonly Contradiction[] {
  const byCode = new Map(lines.map((line) => [line.code, line]));
  const said = new Set<Line>();
  return lines.flatMap((line, index) => {
    const circle = said.has(line) ? undefined : circleFrom(line, byCode);
    if (!circle || circle.length < 2) return [];
    for (const one of circle) said.add(one);
    const shown = circle.length > MOST_SHOWN ? [...circle.slice(0, MOST_SHOWN), "……", line] : [...circle, line];
    const names = shown.map((one) => (typeof one === "string" ? one : `“${one.label}”`)).join("由");
    return [{ message: `${names}相加，循环不止`, path: [...(paths[index] ?? []), "sumOf"] }];
  });
}

/** Nobody follows a longer circle in one sentence. */
const MOST_SHOWN = 8;

/** The shortest way along the parts from a line back to itself. */
function circleFrom(start: Line, byCode: ReadonlyMap<string, Line>): readonly Line[] | undefined {
  const before = new Map<Line, Line | undefined>([[start, undefined]]);
  // The lines that are met are added behind those that are still to be looked at.
  for (const line of before.keys()) {
    for (const code of line.sumOf) {
      const part = byCode.get(code);
      if (part === start) return wayTo(line, before);
      if (part && !before.has(part)) before.set(part, line);
    }
  }
  return undefined;
}

function wayTo(last: Line, before: ReadonlyMap<Line, Line | undefined>): readonly Line[] {
  const way: Line[] = [];
  for (let line: Line | undefined = last; line !== undefined; line = before.get(line)) way.push(line);
  return way.reverse();
}
