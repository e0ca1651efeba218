import type { TextLine } from "../../grid.js";
import { type Budget, spendCells } from "../limits.js";
import { unsupported } from "../refusal.js";
import { type RunStyle, runText } from "../run-style.js";
import type { Attributes, XmlListener } from "../xml.js";
import { isOnIn, isPale, paperOf, type RunFormat } from "./look.js";
import { isColoured, isOn, takeRunProperty, type WordStyles } from "./styles.js";
import { closeRow, columnCount, type OpenTable, openCell, openRow, openTable } from "./table.js";

/** 文档内容, piece by piece: tables, and the lines between them. */
export type Piece = { readonly table: OpenTable } | { readonly lines: TextLine[] };

/** Hears the main part of a document and gathers its pieces. */
export interface Walk extends XmlListener {
  readonly pieces: readonly Piece[];
  pictures(): number;
}

/** Where the paragraphs go: into a table's open cell, or the running text. */
interface Target {
  readonly table: OpenTable | undefined;
  paragraph: string;
  /** The table's style, and the ground of the cell that is open. */
  style: string | undefined;
  paper: RunFormat["paper"];
}

interface State {
  readonly budget: Budget;
  readonly pieces: Piece[];
  readonly targets: Target[];
  readonly path: string[];
  /** For each open set of alternatives: whether one of them was read already. */
  readonly branches: boolean[];
  /** How deep the walk is within a part that Word does not show, such as deleted text. */
  ignored: number;
  readonly styles: WordStyles;
  run: RunFormat;
  raised: boolean;
  /** The style and the ground of the paragraph that is open. */
  paragraphStyle: string | undefined;
  paragraphShaded: boolean;
  paragraphs: number;
  tables: number;
  pictures: number;
}

/** Deleted or moved away, field codes, phonetic guides, what a tracked change was before, section settings. */
const NOT_SHOWN = /^(?:del|moveFrom|delText|instrText|delInstrText|rt|sectPr|\w+PrChange)$/;

/** Follows the main part of a Word document; what Word does not show is not read. */
export function walkDocument(budget: Budget, styles: WordStyles): Walk {
  const state: State = {
    budget,
    pieces: [],
    targets: [{ table: undefined, paragraph: "", style: undefined, paper: undefined }],
    path: [],
    branches: [],
    ignored: 0,
    styles,
    run: plainRun(styles),
    raised: false,
    paragraphStyle: undefined,
    paragraphShaded: false,
    paragraphs: 0,
    tables: 0,
    pictures: 0,
  };
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
    return;
  }
  if (element !== "t") return;
  if (isOnIn(state.run, "vanish")) {
    if (seen) seen.hidden += text;
    return;
  }
  const style = styleOf(state);
  if (seen) seen[isPale(state.run) ? "pale" : style === "struck" ? "struck" : "standing"] += text;
  target.paragraph += runText(target.paragraph, text, style);
}

function styleOf({ run, raised }: State): RunStyle {
  return isOnIn(run, "strike") ? "struck" : raised ? "raised" : "plain";
}

function enter(state: State, name: string, attributes: Attributes): void {
  const parent = state.path.at(-1);
  state.path.push(name);
  if (parent === "trPr" && name === "del") rowOf(state, (row) => (row.deleted = true));
  if (state.ignored > 0 || NOT_SHOWN.test(name) || isOtherBranch(state, name)) {
    state.ignored += 1;
    return;
  }
  if (parent === "r") enterRunContent(state, name, attributes);
  else if (parent === "trPr" || parent === "tcPr") enterTableProperty(state, name, attributes);
  else if (parent === "rPr" && state.path.at(-3) === "r") enterRunProperty(state, name, attributes);
  else if (parent === "pPr") enterParagraphProperty(state, name, attributes);
  else if (parent === "tblPr") enterWholeTableProperty(state, name, attributes);
  enterStructure(state, name);
}

function enterStructure(state: State, name: string): void {
  const { table } = targetOf(state);
  if (name === "r") beginRun(state);
  else if (name === "p") {
    state.paragraphStyle = undefined;
    state.paragraphShaded = false;
  } else if (name === "AlternateContent") state.branches.push(false);
  else if (name === "txbxContent")
    state.targets.push({ table: undefined, paragraph: "", style: undefined, paper: undefined });
  else if (name === "tbl") beginTable(state);
  else if (name === "tr" && table) openRow(table);
  else if (name === "tc" && table?.row) {
    spendCells(state.budget, 1);
    openCell(table.row);
    targetOf(state).paper = undefined;
  } else if (name === "altChunk")
    throw unsupported("文档嵌入了其他文件的内容，无法读取", "请将全文复制到新文档，另存为 .docx 后重新报送");
}

function leave(state: State, name: string): void {
  state.path.pop();
  if (state.ignored > 0) {
    state.ignored -= 1;
    return;
  }
  const { table } = targetOf(state);
  if (name === "p") endParagraph(state);
  else if (name === "r") beginRun(state);
  else if (name === "AlternateContent") state.branches.pop();
  else if (name === "txbxContent" || (name === "tbl" && table)) state.targets.pop();
  else if (name === "tr" && table) closeRow(table);
  else if (name === "tc" && table?.row) table.row.cell = undefined;
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

function enterRunContent(state: State, name: string, attributes: Attributes): void {
  if (name === "drawing" || name === "pict" || name === "object") state.pictures += 1;
  if (isOnIn(state.run, "vanish")) return;
  const target = targetOf(state);
  if (name === "tab" || name === "ptab") target.paragraph += target.table ? " " : "\t";
  else if (name === "cr" || (name === "br" && !/^(page|column)$/.test(attributes.get("type") ?? "")))
    target.paragraph += "\n";
  else if (name === "noBreakHyphen") target.paragraph += "-";
  // A sign of a symbol font has no text: a replacement character keeps it from being taken for a digit.
  else if (name === "sym") target.paragraph += "\ufffd";
}

function enterTableProperty(state: State, name: string, attributes: Attributes): void {
  const value = attributes.get("val");
  rowOf(state, (row) => {
    if (name === "gridBefore") row.skipped = columnCount(value, 0);
    else if (name === "hidden") row.hidden = isOn(value);
    else if (!row.cell) return;
    else if (name === "shd") targetOf(state).paper = paperOf(attributes);
    else if (name === "gridSpan") row.cell.span = columnCount(value, 1);
    else if (name === "vMerge") row.cell.down = value === "restart" ? "restart" : "continue";
    else if (name === "hMerge") row.cell.continuesLeft = value !== "restart";
  });
}

function rowOf(state: State, change: (row: NonNullable<OpenTable["row"]>) => void): void {
  const row = targetOf(state).table?.row;
  if (row) change(row);
}

function beginRun(state: State): void {
  const { style, paper } = targetOf(state);
  const { styles, paragraphStyle, paragraphShaded } = state;
  state.run = { ...plainRun(styles), paragraph: paragraphStyle, table: style, shaded: paragraphShaded, paper };
  state.raised = false;
}

function plainRun(styles: WordStyles): RunFormat {
  const around = { character: undefined, paragraph: undefined, table: undefined };
  return { styles, own: {}, ...around, shaded: false, paper: undefined };
}

/** Only a run's own properties and styles hide or mark its text; those of a paragraph's mark do not. */
function enterRunProperty(state: State, name: string, attributes: Attributes): void {
  const value = attributes.get("val") ?? "";
  if (name === "rStyle") state.run.character = value;
  else if (name === "highlight" ? value !== "none" : name === "shd" && isColoured(attributes)) state.run.shaded = true;
  else if (name === "vertAlign" && /^(?:super|sub)script$/.test(value)) state.raised = true;
  else takeRunProperty(state.run.own, name, attributes);
}

function enterParagraphProperty(state: State, name: string, attributes: Attributes): void {
  if (name === "pStyle") state.paragraphStyle = attributes.get("val");
  else if (name === "shd" && isColoured(attributes)) state.paragraphShaded = true;
}

function enterWholeTableProperty(state: State, name: string, attributes: Attributes): void {
  if (name === "tblStyle") targetOf(state).style = attributes.get("val");
}

function beginTable(state: State): void {
  state.tables += 1;
  const table = openTable(state.tables);
  state.pieces.push({ table });
  state.targets.push({ table, paragraph: "", style: undefined, paper: undefined });
}

function endParagraph(state: State): void {
  const target = targetOf(state);
  const text = target.paragraph;
  target.paragraph = "";
  if (target.table) {
    const cell = target.table.row?.cell;
    if (cell) cell.text += `\n${text}`;
    return;
  }
  state.paragraphs += 1;
  const place = `第${state.paragraphs}段`;
  const lines = linesBeforeNextTable(state);
  for (const line of text.split("\n")) lines.push({ text: line, place });
}

function linesBeforeNextTable(state: State): TextLine[] {
  const last = state.pieces.at(-1);
  if (last && "lines" in last) return last.lines;
  const lines: TextLine[] = [];
  state.pieces.push({ lines });
  return lines;
}

function targetOf(state: State): Target {
  return state.targets.at(-1) as Target;
}
