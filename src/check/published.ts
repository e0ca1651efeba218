import { equals, format } from "../decimal.js";
import { type FigureCode, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form } from "../form/form.js";
import type { PublishedPage, UnitReport } from "../unit-report.js";
import { type Stated, statedFigures } from "./stated.js";

/**
 * 与已公布数核对: a unit's figures against those that it has published itself. Each that differs is a finding with both cells; what a page lacks or
 * what can't be read on it is said and compared with nothing.
 */
export function checkPublished(report: UnitReport, stated: Stated, blank: "zero" | "unreadable"): readonly Finding[] {
  return (report.pages ?? []).flatMap((page) => {
    const published = statedFigures(stated.form, page.observations, blank);
    if (![...stated.form.figures.keys()].some((code) => page.observations.has(code))) return [];
    return [...differing(report, stated, published, page), ...uncompared(report, stated, published, page)];
  });
}

function differing(
  { unit, observations }: UnitReport,
  stated: Stated,
  published: Stated,
  page: PublishedPage,
): readonly Finding[] {
  return [...stated.form.figures.values()].flatMap(({ code, label }): readonly Finding[] => {
    const [own, other] = [stated.value(code), published.value(code)];
    if (own === undefined || other === undefined || equals(own, other)) return [];
    const sources = [observations.get(code)?.source, page.observations.get(code)?.source];
    return [
      {
        code: "PUBLISHED.DIFFERS",
        unit: unit.code,
        figures: [code],
        sources: sources.filter((source) => source !== undefined),
        facts: { figure: label, reported: format(own), published: format(other), page: page.file },
        cause: `published ${unit.code} ${page.file}`,
      },
    ];
  });
}

function uncompared(
  { unit }: UnitReport,
  stated: Stated,
  published: Stated,
  { file, observations }: PublishedPage,
): readonly Finding[] {
  const lacking = [...stated.form.figures.keys()].filter(
    (code) => stated.value(code) !== undefined && published.value(code) === undefined,
  );
  if (lacking.length === 0) return [];
  const unreadable = lacking.filter((code) => observations.has(code));
  const examples = lacking.slice(0, SHOWN).map((code) => `“${labelOf(code, stated.form)}”`);
  const words = unreadable.length === lacking.length ? "读不出" : unreadable.length === 0 ? "没有" : "没有或读不出";
  const reason = `有${lacking.length}项数字${words}（如${examples.join("、")}），这些没有核对`;
  return [
    {
      code: "PUBLISHED.NOT_COMPARED",
      unit: unit.code,
      figures: lacking,
      sources: [wholeFile(file)],
      facts: { reason },
    },
  ];
}

const SHOWN = 3;

function labelOf(code: FigureCode, form: Form): string {
  return form.figures.get(code)?.label ?? code;
}
