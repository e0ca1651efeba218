import type { SourceCell } from "../../figure.js";
import { type GradedFinding, SEVERITY_NAME } from "../../finding.js";
import { digestLine } from "../../marked-copy.js";
import { withoutPlaces } from "../../messages.js";
import { shownName } from "../../shown-text.js";
import { culpritText } from "../../unit-letter.js";
import { SLIP_COLUMNS, SLIP_WIDTHS, type SlipItem, slipItems } from "../returns/returns.js";
import { type CellMark, type CopyPlace, type ListRow, type Marking, type MarkSeverity, placeOf } from "./marks.js";

/** Where a cell of the file stands in the copy, if it does. */
export type PlaceIn = (source: SourceCell) => CopyPlace | undefined;

export interface MarkingRequest {
  readonly unit: string;
  readonly file: string;
  readonly findings: readonly GradedFinding[];
  readonly placeIn: PlaceIn;
  /** What is to be said of the copy as a whole. */
  readonly notes: readonly string[];
  /** The digest of the figures that were read, if any were. */
  readonly digest: string | undefined;
}

/** The last column of the slip, the findings' ids, is the office's. */
const COLUMNS = SLIP_COLUMNS.length - 1;
const PLACE = 2;
const FILLED = 4;

/** 标注内容 of one file: its cells with all that was found in each, and the list in the order and with the numbers of the notice. */
export function markingOf({ unit, file, findings, placeIn, notes, digest }: MarkingRequest): Marking {
  const items = slipItems(ordered(findings));
  return {
    cells: marksOf(items, placeIn),
    list: {
      intro: [
        `${unit}《${shownName(file)}》，共${items.length}条，序号与通知单一致。点“位置”一栏可转到所在单元格。`,
        "几个数合起来有误的，各数都标了色，未必都错，请先看疑似错处。批注写有问题和改法，颜色和批注不影响重新报送。",
        "改正后报送时，文件名请保留“标注”二字；此前报过更正件或标注件的，请写“第二次标注”，再次退回的写“第三次标注”。",
        ...notes,
      ],
      legend: [
        ["suspected", "疑似错处，请先看"],
        ["mandatory", "与必须改正的问题有关"],
        ["verification", "请核对"],
      ],
      headings: SLIP_COLUMNS.slice(0, COLUMNS),
      widths: SLIP_WIDTHS.slice(0, COLUMNS),
      rows: items.flatMap((item) => listRows(item, placeIn)),
      closing: digest === undefined ? [] : [digestLine(digest)],
    },
  };
}

/** As in the notice: what must be changed stands first. */
function ordered(findings: readonly GradedFinding[]): readonly GradedFinding[] {
  const mandatory = findings.filter(({ severity }) => severity === "mandatory");
  return [...mandatory, ...findings.filter(({ severity }) => severity !== "mandatory")];
}

/** A row for the matter, and one for each further cell that it is about. */
function listRows({ findings, texts }: SlipItem, placeIn: PlaceIn): readonly ListRow[] {
  const sources = distinctSources(findings);
  const [first, ...others] = sources.flatMap((source) => {
    const place = placeIn(source);
    return place ? [{ place, source }] : [];
  });
  const outside = sources.filter((source) => !placeIn(source)).map(placeText);
  const own = texts.slice(0, COLUMNS);
  own[PLACE] = [...(first ? [placeText(first.source)] : []), ...outside.slice(0, MOST_OUTSIDE)].join("\n");
  if (own[FILLED] === "" && first) own[FILLED] = first.source.text;
  const severity = severityOf(findings);
  return [
    { texts: own, ...(severity && { severity }), ...(first && { place: first.place }) },
    ...others.map(({ place, source }) => ({ texts: further(source), place })),
  ];
}

const MOST_OUTSIDE = 8;

function further(source: SourceCell): readonly string[] {
  const texts = Array.from({ length: COLUMNS }, () => "");
  texts[PLACE] = placeText(source);
  texts[FILLED] = source.text;
  return texts;
}

function placeText({ file, sheet, cell }: SourceCell): string {
  const within = [sheet, cell].filter((part) => part !== "").join(" ");
  return within === "" ? `《${shownName(file)}》` : within;
}

function placeKey({ file, sheet, cell }: SourceCell): string {
  return JSON.stringify([file, sheet, cell]);
}

function distinctSources(findings: readonly Pick<GradedFinding, "sources">[]): readonly SourceCell[] {
  const byPlace = new Map<string, SourceCell>();
  for (const source of findings.flatMap(({ sources }) => sources)) {
    const key = placeKey(source);
    if (!byPlace.has(key)) byPlace.set(key, source);
  }
  return [...byPlace.values()];
}

function severityOf(findings: readonly GradedFinding[]): MarkSeverity | undefined {
  const severity = findings[0]?.severity;
  return severity === "notice" ? undefined : severity;
}

interface MarkedCell {
  readonly place: CopyPlace;
  severity: MarkSeverity;
  suspected: boolean;
  partsSuspected: boolean;
  readonly texts: string[];
}

function marksOf(items: readonly SlipItem[], placeIn: PlaceIn): Marking["cells"] {
  const cells = new Map<string, MarkedCell>();
  for (const [at, { findings }] of items.entries())
    for (const finding of findings)
      for (const source of cellsOf(finding)) markOne(cells, { finding, number: at + 1, source, placeIn });
  const bySheet = new Map<string, CellMark[]>();
  for (const { place, severity, suspected, partsSuspected, texts } of cells.values()) {
    const at = placeOf(place.cell);
    if (!at) continue;
    const own = bySheet.get(place.sheet) ?? [];
    bySheet.set(place.sheet, own);
    own.push({ ...at, colour: suspected ? "suspected" : severity, partsSuspected, text: shortened(texts) });
  }
  return bySheet;
}

/** A suspected cell may stand outside the relation that its slip breaks. */
function cellsOf(finding: GradedFinding): readonly SourceCell[] {
  return distinctSources([finding, { sources: finding.suspected ?? [] }]);
}

interface ToMark {
  readonly finding: GradedFinding;
  readonly number: number;
  readonly source: SourceCell;
  readonly placeIn: PlaceIn;
}

function markOne(cells: Map<string, MarkedCell>, { finding, number, source, placeIn }: ToMark): void {
  const place = placeIn(source);
  const severity = severityOf([finding]);
  if (!place || !severity) return;
  const suspects = (finding.suspected ?? []).map(placeKey);
  const suspected = suspects.includes(placeKey(source));
  const key = `${place.sheet}\n${place.cell}`;
  const cell = cells.get(key) ?? { place, severity, suspected, partsSuspected: true, texts: [] };
  cells.set(key, cell);
  if (severity === "mandatory") cell.severity = severity;
  cell.suspected ||= suspected;
  cell.partsSuspected &&= suspects.length > 0 && !suspected;
  const text = commentText(finding, number, { source, suspected });
  if (suspected) cell.texts.unshift(text);
  else cell.texts.push(text);
}

const MOST_TOLD = 5;
const LONGEST_COMMENT = 2000;

function shortened(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  const told = distinct.slice(0, MOST_TOLD).join("\n\n");
  const cut =
    told.length > LONGEST_COMMENT ? `${told.slice(0, LONGEST_COMMENT).replace(/\p{Surrogate}$/u, "")}……` : told;
  return distinct.length > MOST_TOLD ? `${cut}\n\n等${distinct.length}条，见问题清单` : cut;
}

/** 批注: what was found, what is wrong, which cell it probably is, and what to do. Of the suspected cell that stands first. */
function commentText(
  finding: GradedFinding,
  number: number,
  { source, suspected }: { readonly source: SourceCell; readonly suspected: boolean },
): string {
  const { severity, advice } = finding;
  const culprit = culpritText(finding);
  return [
    ...(suspected ? [`疑似错处：${culprit}`] : []),
    `第${number}条（${SEVERITY_NAME[severity]}）：${withoutPlaces(finding)}`,
    ...(source.text === "" ? [] : [`本格现填：${source.text}`]),
    ...(suspected || culprit === "" ? [] : [`疑似错处：${culprit}`]),
    `怎么改：${advice}`,
  ].join("\n");
}
