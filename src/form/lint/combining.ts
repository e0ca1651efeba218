import { isAnswerKind } from "../../answer.js";
import type { BareForm } from "../compile.js";
import { basesOf, type Figure } from "../form.js";
import type { Contradiction } from "../problem.js";
import type { FormRecord, LineRecord } from "../records.js";

type Path = readonly PropertyKey[];

/** 不能相加的名称: rates, shares, averages and comparisons; added, they would print a wrong number over a right form. */
const NOT_ADDED = /[%％‰]|率|占比|比例|比重|比值|同比|环比|之比|人均|户均|平均|均(?:值|价|数)|均(?= )/;

/** 汇总方式自查: what must not be added says how it combines, and what it is made of is there. */
export function lintCombining(form: BareForm, record: FormRecord): readonly Contradiction[] {
  const lines = record.tables.flatMap((table, t) =>
    table.sections.flatMap((section, s) =>
      (["rows", "columns"] as const).flatMap((axis) =>
        undecided(section[axis], ["tables", t, "sections", s, axis], ""),
      ),
    ),
  );
  return [...lines, ...unknownBases(form), ...circles(form)];
}

/** One is said for a line: whoever mends it looks at the whole line. */
function undecided(records: readonly LineRecord[], path: Path, above: string): readonly Contradiction[] {
  return records.flatMap((line, index): readonly Contradiction[] => {
    const here = [...path, index];
    if ("lines" in line) return undecided(line.lines, [...here, "lines"], `${above}${line.label}／`);
    const said = `${above}${line.label} ${line.unit ?? ""}`;
    if (line.combine === "latest" && !isAnswerKind(line.kind))
      return [
        { message: `“${line.label}”不是日期，不能取最晚（latest）；数取最大的写 max`, path: [...here, "combine"] },
      ];
    if (isAnswerKind(line.kind) || line.combine !== undefined || !NOT_ADDED.test(said)) return [];
    const message = `“${line.label}”像是不能相加的数，请写明汇总方式 combine（能相加的写 sum）`;
    return [{ message, path: [...here, "label"] }];
  });
}

/** A reference is followed once for each figure; those of one line fail alike, and one is said. */
function unknownBases({ figures }: BareForm): readonly Contradiction[] {
  const said = new Set<string>();
  return [...figures.values()].flatMap((figure) => {
    if (figure.parts.length > 0) return [];
    const lost = basesOf(figure).find((code) => !figures.has(code) || figures.get(code)?.answer);
    const key = `${figure.table} ${figure.column}`;
    if (lost === undefined || said.has(key)) return [];
    said.add(key);
    const why = figures.has(lost) ? "它不是数" : "本报表没有这项指标";
    return [{ message: `“${figure.label}”的汇总方式用到“${lost}”，${why}`, path: ["tables"] }];
  });
}

/** 循环: ratios of each other could never be computed. */
function circles({ figures }: BareForm): readonly Contradiction[] {
  const first = [...figures.values()].find((figure) => figure.parts.length === 0 && leadsTo(figure, figure, figures));
  return first ? [{ message: `“${first.label}”的汇总方式绕了一圈又用到自身`, path: ["tables"] }] : [];
}

function leadsTo(from: Figure, wanted: Figure, figures: BareForm["figures"], seen = new Set<Figure>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return basesOf(from).some((code) => {
    const basis = figures.get(code);
    return basis !== undefined && (basis === wanted || leadsTo(basis, wanted, figures, seen));
  });
}
