import { format } from "../../decimal.js";
import type { FigureCode, SourceCell } from "../../figure.js";
import type { SlipKind } from "./slip.js";
import type { Change, Slip, SuspectResult, Suspicion } from "./suspicion.js";

const SLIPS: Readonly<Record<SlipKind, string>> = {
  totalNotFilled: "总计未填",
  totalNotUpdated: "总计未随各项更新",
  digitsSwapped: "数字颠倒",
  digitDoubled: "数字重复录入",
  digitAdded: "多写一位数字",
  digitLost: "漏写一位数字",
  digitWrong: "一位数字录错",
  offByOne: "相差1",
  sign: "正负号错误",
  omitted: "漏填",
  neighbourRepeated: "照抄了相邻的数",
  swapped: "两数互换位置",
  moved: "填错行或栏",
  reclassified: "部分件数归错行或栏",
};

/** Past this many the sentence no longer helps; the first stand for all. */
const NAMED = 6;

/** 单元格的称呼: the figure's labels, and the cell it stands in, where that is known. */
export interface CellNames {
  readonly labelOf: (figure: FigureCode) => string;
  readonly sourceOf?: (figure: FigureCode) => SourceCell | undefined;
}

/** How a sentence names a cell. File and sheet are said again only where they change. */
type Naming = (figure: FigureCode) => string;

/** 疑似错处说明: 若“表三｜（三）不予公开／1.属于国家秘密｜自然人”（《2022/水利局.xlsx》“表三”B9）由53改为35（疑为数字颠倒），则全部关系成立 */
export function describeSuspicion(suspicion: Suspicion, names: CellNames): string {
  const nameOf = namingFrom(names);
  const slips = shortened(
    suspicion.slips.map((slip) => slipText(slip, nameOf)),
    "，且",
    "处",
  );
  return `若${slips}${totalsText(suspicion.totals, nameOf)}，则${outcomeText(suspicion)}`;
}

function namingFrom({ labelOf, sourceOf }: CellNames): Naming {
  let before: SourceCell | undefined;
  return (figure) => {
    const source = sourceOf?.(figure);
    const place = source && placeAfter(before, source);
    before = source ?? before;
    return `“${labelOf(figure)}”${place ? `（${place}）` : ""}`;
  };
}

function placeAfter(before: SourceCell | undefined, { file, sheet, cell }: SourceCell): string {
  const sameFile = before?.file === file;
  return `${sameFile ? "" : `《${file}》`}${sameFile && before?.sheet === sheet ? "" : `“${sheet}”`}${cell}`;
}

/** 差错名称: 数字颠倒 */
export function slipName(kind: SlipKind): string {
  return SLIPS[kind];
}

function slipText(slip: Slip, nameOf: Naming): string {
  const changes = slip.changes.map((change) => changeText(change, nameOf)).join("、");
  return slip.kind === undefined ? changes : `${changes}（疑为${SLIPS[slip.kind]}）`;
}

function changeText(change: Change, nameOf: Naming): string {
  return `${nameOf(change.figure)}由${format(change.from)}改为${format(change.to)}`;
}

function totalsText(totals: readonly Change[], nameOf: Naming): string {
  if (totals.length === 0) return "";
  return `，有关总计随之更正（${shortened(
    totals.map((change) => changeText(change, nameOf)),
    "、",
    "处",
  )}）`;
}

function shortened(texts: readonly string[], joint: string, measure: string): string {
  if (texts.length <= NAMED) return texts.join(joint);
  return `${texts.slice(0, NAMED).join(joint)}等${texts.length}${measure}`;
}

function outcomeText(suspicion: Suspicion): string {
  return suspicion.settlesAll ? "全部关系成立" : `其中${suspicion.settled.length}项关系成立`;
}

/** 疑似错处各句: what a finding or a slip says under it, with how far it may be believed. */
export function describeSuspects(result: SuspectResult, names: CellNames): readonly string[] {
  const { suspicions, found } = result;
  if (suspicions.length === 0) return result.exhaustive ? [] : ["差错较多，仅凭数字不能推断错在何处，请逐项核对。"];
  const sentences = suspicions.map((suspicion) => `${describeSuspicion(suspicion, names)}。`);
  const doubt = result.exhaustive ? [] : ["差错较多，未能查尽所有可能，以下改法仅供参考。"];
  if (found === 1) return [...doubt, ...sentences];
  const listed = found > suspicions.length ? `，以下是可能性较大的${suspicions.length}种` : "，以可能性大小为序";
  return [...doubt, `有${found}种改法都能使关系成立，仅凭数字不能确定是哪一种${listed}：`, ...sentences];
}

/** What a slip has room for. */
const BRIEFLY = 3;

/** 疑似错处短语: the same by cell references alone, for a table whose other columns say the rest: “表三”B9由53改为35（数字颠倒） */
export function describeBriefly({ suspicions, found }: SuspectResult, names: CellNames): readonly string[] {
  if (names.sourceOf === undefined || suspicions.some(({ changes }) => changes.length > NAMED)) return [];
  const shown = suspicions.slice(0, BRIEFLY).map((suspicion) => briefly(suspicion, names));
  return found > shown.length ? [...shown, `（共有${found}种可能，只列出前${shown.length}种）`] : shown;
}

function briefly({ slips, totals }: Suspicion, { labelOf, sourceOf }: CellNames): string {
  const nameOf = (figure: FigureCode): string => {
    const source = sourceOf?.(figure);
    return source ? `${sheetBriefly(source)}${source.cell}` : `“${labelOf(figure)}”`;
  };
  const parts = slips.map(({ kind, changes }) => {
    const cells = changes.map((change) => changeText(change, nameOf)).join("、");
    return kind === undefined ? cells : `${cells}（${SLIPS[kind]}）`;
  });
  const following = totals.map(({ figure }) => nameOf(figure)).join("、");
  return `${parts.join("，且")}${following === "" ? "" : `，总计${following}随之改`}`;
}

/** A file of one sheet is called by its own name, which the slip says already. */
function sheetBriefly({ file, sheet }: SourceCell): string {
  const base = file.split("/").at(-1) ?? file;
  return sheet === "" || base.startsWith(sheet) ? "" : `“${sheet}”`;
}
