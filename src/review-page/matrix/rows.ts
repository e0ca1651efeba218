import { allFindings, core, figureAt, type UnitShare } from "../data.js";
import { type Content, element, linkTo, said, spoken } from "../element.js";
import { hashOf } from "../route.js";
import { gaveNothing, UNIT_STATES, visible } from "../words.js";
import { valueLink } from "./statutory.js";

/** Contributions by figure and unit. */
export type Lookup = ReadonlyMap<number, ReadonlyMap<number, UnitShare>>;

/** 汇总数, above the units. */
export function totalRow(figures: readonly number[]): HTMLElement {
  return element(
    "tr",
    { class: "total" },
    element("th", { scope: "row" }, "汇总数"),
    ...figures.map((place) => {
      const figure = figureAt(place);
      return element(
        "td",
        { class: `value ${figure.state}` },
        valueLink(
          {
            text: figure.shown ?? figure.value ?? "—",
            kind: "",
            mark: "",
            meaning: "汇总数",
            hash: hashOf("figure", [figure.code]),
          },
          figure.label,
        ),
      );
    }),
  );
}

/** Figures of units about which a finding is open. */
export function openCells(): ReadonlyMap<string, "mandatory" | "provisional"> {
  const cells = new Map<string, "mandatory" | "provisional">();
  for (const finding of allFindings()) {
    if (!finding.open) continue;
    for (const figure of finding.figures) {
      const key = `${finding.unit} ${figure}`;
      if (cells.get(key) !== "mandatory")
        cells.set(key, finding.severity === "mandatory" ? "mandatory" : "provisional");
    }
  }
  return cells;
}

interface UnitRowRequest {
  readonly unit: number;
  readonly figures: readonly number[];
  readonly lookup: Lookup;
  readonly kinds: ReadonlyMap<string, "mandatory" | "provisional">;
}

export function unitRow({ unit, figures, lookup, kinds }: UnitRowRequest): HTMLElement {
  const known = core.units[unit];
  const cells = figures.map((place) => matrixCell(place, lookup.get(place)?.get(unit), kinds.get(`${unit} ${place}`)));
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, linkTo(hashOf("unit", [known?.code ?? ""]), {}, said(known?.name ?? ""))),
    ...cells,
  );
}

function matrixCell(
  place: number,
  share: UnitShare | undefined,
  kind: "mandatory" | "provisional" | undefined,
): HTMLElement {
  const figure = figureAt(place);
  if (!share || (share.value === null && share.answer === null && (figure.single || figure.optional)))
    return element("td");
  const unit = core.units[share.unit];
  const mark = kind === "mandatory" ? "改" : kind === "provisional" ? "核" : "";
  const none = gaveNothing(unit) ? UNIT_STATES[unit?.state ?? "missing"] : "缺";
  const outlier: Content =
    share.outlier === null
      ? null
      : element(
          "span",
          { class: "outlier" },
          share.outlier === "high" ? "▲" : "▼",
          spoken(share.outlier === "high" ? "离群偏高" : "离群偏低"),
        );
  const link = valueLink(
    {
      text: share.value ?? (share.answer === null ? none : visible(share.answer)),
      kind: "",
      mark,
      meaning: mark === "改" ? "须修改" : mark === "核" ? "待说明" : "查看原件",
      hash: hashOf("figure", [figure.code, unit?.code ?? ""]),
    },
    `${unit?.name ?? ""} ${figure.label}`,
  );
  if (outlier) link.prepend(outlier);
  const state =
    share.value === null && share.answer === null ? "incomplete" : (kind ?? (share.value === "0" ? "zero" : ""));
  return element("td", { class: `value ${state}${share.outlier ? " far" : ""}` }, link);
}
