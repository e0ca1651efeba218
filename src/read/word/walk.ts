import type { TextLine } from "../../grid.js";
import { type Budget, spendCells } from "../limits.js";
import { unsupported } from "../refusal.js";
import { type RunStyle, runText } from "../run-style.js";
import type { Attributes, XmlListener } from "../xml.js";
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
  hiddenRun: boolean;
  runStyle: RunStyle;
  paragraphs: number;
  tables: number;
  pictures: number;
}

/** Deleted or moved away, field codes, phonetic guides, what a tracked change was before, section settings. */
const NOT_SHOWN = /^(?:del|moveFrom|delText|instrText|delInstrText|rt|sectPr|\w+PrChange)$/;

/** Reads the main part of a Word document. What Word does not show is not read. */
export function walkDocument(budget: Budget): Walk {
  const state: State = {
    budget,
    pieces: [],
    targets: [{ table: undefined, paragraph: "" }],
    path: [],
    branches: [],
    ignored: 0,
    hiddenRun: false,
    runStyle: "plain",
    paragraphs: 0,
    tables: 0,
    pictures: 0,
  };
  return {
    pieces: state.pieces,
    pictures: () => state.pictures,
    open: (name, attributes) => enter(state, name, attributes),
    close: (name) => leave(state, name),
    text: (text) => {
      if (state.ignored > 0 || state.hiddenRun || state.path.at(-1) !== "t") return;
      const target = targetOf(state);
      target.paragraph += runText(target.paragraph, text, state.runStyle);
    },
  };
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
  enterStructure(state, name);
}

function enterStructure(state: State, name: string): void {
  const { table } = targetOf(state);
  if (name === "r") beginRun(state);
  else if (name === "AlternateContent") state.branches.push(false);
  else if (name === "txbxContent") state.targets.push({ table: undefined, paragraph: "" });
  else if (name === "tbl") beginTable(state);
  else if (name === "tr" && table) openRow(table);
  else if (name === "tc" && table?.row) {
    spendCells(state.budget, 1);
    openCell(table.row);
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
  if (state.hiddenRun) return;
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
  state.hiddenRun = false;
  state.runStyle = "plain";
}

/** Only a run's own properties hide or mark its text; those of a paragraph mark don't. */
function enterRunProperty(state: State, name: string, attributes: Attributes): void {
  const value = attributes.get("val");
  if (name === "vanish") state.hiddenRun = isOn(value);
  else if ((name === "strike" || name === "dstrike") && isOn(value)) state.runStyle = "struck";
  else if (name === "vertAlign" && /^(?:super|sub)script$/.test(value ?? "")) state.runStyle = "raised";
}

function isOn(value: string | undefined): boolean {
  return !/^(?:0|false|off)$/i.test(value ?? "1");
}

function beginTable(state: State): void {
  state.tables += 1;
  const table = openTable(state.tables);
  state.pieces.push({ table });
  state.targets.push({ table, paragraph: "" });
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
