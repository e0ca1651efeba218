import { WHITE } from "../colour.js";
import type { Attributes } from "../xml.js";
import { groundOf, highlightOf } from "./look.js";
import { rowOf, type State, targetOf } from "./state.js";
import { isOn, takeNumbering, takeRunProperty, takeShape, takeTextFill } from "./styles.js";
import { columnCount } from "./table.js";

/** 属性: what the document says of a run, a paragraph, a row, a cell or a table, as far as it tells what is seen. */
export function enterProperty(state: State, parent: string | undefined, name: string, attributes: Attributes): void {
  if (parent === "trPr" || parent === "tcPr") enterTableProperty(state, name, attributes);
  else if (parent === "rPr" && state.path.at(-3) === "r") enterRunProperty(state, name, attributes);
  else if (parent === "pPr") enterParagraphProperty(state, name, attributes);
  else if (parent === "numPr") takeNumbering(targetOf(state).numbering, name, attributes);
  else if (parent === "tblPr" && name === "tblStyle") targetOf(state).style = attributes.get("val");
  else if (/^(?:textFill|solidFill|srgbClr|schemeClr)$/.test(parent ?? "") && state.path.includes("textFill"))
    takeTextFill(targetOf(state).run.own, name, attributes, state.styles.palette);
}

/** Only a run's own properties and styles hide or mark its text; those of a paragraph's mark do not. */
function enterRunProperty(state: State, name: string, attributes: Attributes): void {
  const { styles } = state;
  const { run } = targetOf(state);
  const value = attributes.get("val") ?? "";
  if (name === "rStyle") run.character = value;
  else if (name === "highlight") run.ground = highlightOf(value) ?? run.ground;
  else if (name === "shd") run.ground ??= groundOf(attributes, styles.palette, undefined);
  else takeRunProperty(run.own, name, attributes, styles.palette);
}

function enterParagraphProperty(state: State, name: string, attributes: Attributes): void {
  const target = targetOf(state);
  if (name === "pStyle") {
    target.paragraphStyle = attributes.get("val");
    target.numbering = { ...state.styles.numberingOf(target.paragraphStyle) };
  } else if (name === "shd") target.paragraphGround = groundOf(attributes, state.styles.palette, undefined);
  else takeShape(target.shape, name, attributes);
}

/** In twentieths of a point: what is lower nobody sees. */
const LEAST_HEIGHT = 60;

function enterTableProperty(state: State, name: string, attributes: Attributes): void {
  const value = attributes.get("val");
  rowOf(state, (row) => {
    if (name === "gridBefore") row.skipped = columnCount(value, 0);
    else if (name === "hidden") row.hidden = isOn(value);
    else if (name === "trHeight") row.hidden ||= attributes.get("hRule") === "exact" && Number(value) < LEAST_HEIGHT;
    else if (!row.cell) return;
    else if (name === "shd") targetOf(state).paper = groundOf(attributes, state.styles.palette, WHITE);
    else if (name === "cellDel") row.cell.removed = true;
    else if (name === "gridSpan") row.cell.span = columnCount(value, 1);
    else if (name === "vMerge") row.cell.down = value === "restart" ? "restart" : "continue";
    else if (name === "hMerge") row.cell.continuesLeft = value !== "restart";
  });
}
