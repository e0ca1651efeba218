import type { FormattedLine } from "../../grid.js";
import { type Budget, spendCells } from "../limits.js";
import { unsupported } from "../refusal.js";
import { type RunStyle, runText } from "../run-style.js";
import type { Attributes, XmlListener } from "../xml.js";
import { enclosingCell, enterBox, enterDrawing, leaveDrawing, noteInner } from "./embedded.js";
import { formatOf, noteLook } from "./line-format.js";
import { isOnIn, isPale, isRaised, positionOf } from "./look.js";
import type { ShowsNumber } from "./numbering.js";
import { enterProperty } from "./properties.js";
import {
  beginRun,
  cellOf,
  openState,
  type Piece,
  rowOf,
  type State,
  type Target,
  targetFor,
  targetOf,
} from "./state.js";
import type { WordStyles } from "./styles.js";
import { closeRow, openCell, openRow, openTable } from "./table.js";

export type { Piece } from "./state.js";

/** Hears the main part of a document and gathers its pieces. */
export interface Walk extends XmlListener {
  readonly pieces: readonly Piece[];
  pictures(): number;
}

/** A replacement character keeps what has no text from being taken for a digit, or for nothing. */
const UNKNOWN_SIGN = "\ufffd";

/** Deleted or moved away, field codes, phonetic guides, what a tracked change was before, section settings. */
const NOT_SHOWN = /^(?:del|moveFrom|delText|instrText|delInstrText|rt|sectPr|\w+PrChange)$/;

/** Follows the main part of a Word document; what Word does not show is not read. */
export function walkDocument(budget: Budget, styles: WordStyles, showsNumber: ShowsNumber, formatted: boolean): Walk {
  const state = openState(budget, styles, showsNumber, formatted);
  return {
    pieces: state.pieces,
    pictures: () => state.pictures,
    open: (name, attributes) => enter(state, name, attributes),
    close: (name) => leave(state, name),
    text: (text) => takeText(state, text),
  };
}

function takeText(state: State, text: string): void {
  const target = targetOf(state);
  const seen = target.table?.row?.cell?.seen;
  const element = state.path.at(-1);
  if (state.ignored > 0) {
    const removed = element === "delText" || (element === "t" && state.path.includes("moveFrom"));
    if (seen && removed) seen.deleted += text;
    if (removed && text.trim() !== "") target.unsure = true;
    if (element === "instrText" && DRAWN_FIELD.test(text)) target.paragraph += UNKNOWN_SIGN;
    return;
  }
  if (element !== "t") return;
  if (isOnIn(target.run, "vanish")) {
    if (seen) seen.hidden += text;
    if (text.trim() !== "") target.unsure = true;
    return;
  }
  if (text.trim() !== "") target.position ??= positionOf(target.run);
  const style = styleOf(target);
  const look = isPale(target.run) ? "pale" : style === "struck" ? "struck" : "standing";
  if (seen) seen[look] += text;
  if (look !== "standing" && text.trim() !== "") target.unsure = true;
  if (state.formatted) noteLook(state);
  target.paragraph += runText(target.paragraph, text, style);
  noteInner(target.outer, target.table !== undefined, text, look === "standing" && style === "plain");
}

/** 没有结果的域: these draw signs, numbers or a choice of their own, of which nothing is kept as text. */
const DRAWN_FIELD =
  /^\s*(?:EQ|SYMBOL|ADVANCE|AUTONUM(?:LGL|OUT)?|LISTNUM|FORMDROPDOWN|MACROBUTTON|GOTOBUTTON|BARCODE)\b/i;

/** Raised is also what stands higher or lower than the beginning of its paragraph. */
function styleOf({ run, position: first }: Target): RunStyle {
  const position = positionOf(run);
  if (isOnIn(run, "strike")) return "struck";
  return isRaised(run) || position !== (first ?? position) ? "raised" : "plain";
}

function enter(state: State, name: string, attributes: Attributes): void {
  const parent = state.path.at(-1);
  state.path.push(name);
  if (parent === "trPr" && name === "del") rowOf(state, (row) => (row.deleted = true));
  if (state.ignored > 0 || NOT_SHOWN.test(name) || isOtherBranch(state, name)) {
    state.ignored += 1;
    return;
  }
  if (parent === "r") enterRunContent(state, name);
  else enterProperty(state, parent, name, attributes);
  enterDrawing(state, name, attributes);
  if (OTHERWISE.test(name)) enterOtherwise(state, name, attributes);
  enterStructure(state, name);
}

function enterStructure(state: State, name: string): void {
  const { table } = targetOf(state);
  if (name === "r") beginRun(state);
  else if (name === "p") beginParagraph(state);
  else if (name === "AlternateContent") state.branches.push(false);
  else if (name === "txbxContent") enterBox(state);
  else if (name === "tbl") beginTable(state);
  else if (name === "tr" && table) openRow(table);
  else if (name === "tc" && table?.row) {
    spendCells(state.budget, 1);
    openCell(table.row);
    targetOf(state).paper = undefined;
  } else if (name === "altChunk" || name === "subDoc")
    throw unsupported("文档嵌入了其他文件的内容，无法读取", "请将全文复制到新文档，另存为 .docx 后重新报送");
}

function leave(state: State, name: string): void {
  state.path.pop();
  if (state.ignored > 0) {
    state.ignored -= 1;
    return;
  }
  leaveDrawing(state, name);
  const { table } = targetOf(state);
  if (name === "p") endParagraph(state);
  else if (name === "r") beginRun(state);
  else if (name === "AlternateContent") state.branches.pop();
  else if (name === "txbxContent" || (name === "tbl" && table)) state.targets.pop();
  else if (name === "tr" && table) closeRow(table);
  else if (name === "tc" && table?.row) table.row.cell = undefined;
}

/** 公式编辑器: fractions, powers and roots are more than their signs in a row; so is text that runs from right to left. */
const OTHERWISE =
  /^(?:f|sSup|sSub|sSubSup|sPre|rad|nary|d|m|eqArr|func|acc|bar|limLow|limUpp|groupChr|borderBox|phant|box|bdo)$/;

function enterOtherwise(state: State, name: string, attributes: Attributes): void {
  const rightToLeft = name === "bdo" && attributes.get("val") === "rtl";
  if (rightToLeft || (name !== "bdo" && state.path.includes("oMath"))) targetOf(state).paragraph += UNKNOWN_SIGN;
}

/** Whether this is a further one of alternatives for newer and older programs, of which only the first is read. */
function isOtherBranch(state: State, name: string): boolean {
  if (name !== "Choice" && name !== "Fallback") return false;
  const last = state.branches.length - 1;
  if (last < 0) return false;
  const taken = state.branches[last] === true;
  state.branches[last] = true;
  return taken;
}

function enterRunContent(state: State, name: string): void {
  const target = targetOf(state);
  if (isOnIn(target.run, "vanish")) return;
  if (name === "tab" || name === "ptab") target.paragraph += target.table ? " " : "\t";
  // A break of the page or the column also ends the line: what stands on its two sides is not one number.
  else if (name === "cr" || name === "br") target.paragraph += "\n";
  else if (name === "noBreakHyphen") target.paragraph += "-";
  // A sign of a symbol font has no text.
  else if (name === "sym" || NOT_KEPT.test(name)) target.paragraph += UNKNOWN_SIGN;
}

/** The page's number and the date, which Word writes when it shows the document. */
const NOT_KEPT = /^(?:pgNum|(?:day|month|year)(?:Short|Long))$/;

function beginTable(state: State): void {
  state.tables += 1;
  const table = openTable(state.tables);
  const outer = enclosingCell(state);
  state.pieces.push({ table });
  state.targets.push(targetFor(state.styles, table, outer));
}

function beginParagraph(state: State): void {
  const target = targetOf(state);
  target.paragraphStyle = undefined;
  target.paragraphGround = undefined;
  target.shape = {};
  target.numbering = { ...state.styles.numberingOf(state.styles.paragraph) };
}

function endParagraph(state: State): void {
  const target = targetOf(state);
  const { paragraph: text, unsure } = target;
  target.unsure = false;
  const format = state.formatted && !target.table && !text.includes("\n") ? formatOf(state) : undefined;
  target.marks = [];
  target.size = undefined;
  target.paragraph = "";
  target.position = undefined;
  const numbered = cellOf(state);
  if (numbered && state.showsNumber(target.numbering)) numbered.numbered = true;
  if (target.table) {
    const cell = target.table.row?.cell;
    if (cell) cell.text += `\n${text}`;
    return;
  }
  state.paragraphs += 1;
  const place = `第${state.paragraphs}段`;
  const lines = linesBeforeNextTable(state);
  for (const line of text.split("\n"))
    lines.push({ text: line, place, ...(unsure && { unsure }), ...(format && { format }) });
}

function linesBeforeNextTable(state: State): FormattedLine[] {
  const last = state.pieces.at(-1);
  if (last && "lines" in last) return last.lines;
  const lines: FormattedLine[] = [];
  state.pieces.push({ lines });
  return lines;
}
