import { parseStored } from "../../decimal.js";
import type { Cell, Doubt } from "../../grid.js";
import { agreed, namedFormat } from "../format/format.js";
import { judgeFormulas, parseFormula } from "../formula/formula.js";
import { declarationsOf } from "./cascade.js";
import { flow, type Sight } from "./flow.js";
import { attribute, type Element } from "./nodes.js";

type Content = Pick<Cell, "text" | "kind" | "formula" | "shown" | "unseen" | "doubt">;

/** The lines of a cell as a person sees them. */
export function linesOf(cell: Element): string[] {
  return sightOf(cell, false).lines;
}

function sightOf(cell: Element, withoutPale: boolean): { readonly lines: string[]; readonly sight: Sight } {
  const lines: string[] = [];
  const sight: Sight = { standing: "", struck: "", pale: "", unseen: "", withoutPale };
  const line = (text: string): void => {
    if (text !== "") lines.push(text);
  };
  flow(cell, { line, table: () => false, sight });
  return { lines, sight };
}

/** 网页单元格: its text as it is seen, what of it is not seen, and the value that a spreadsheet program kept beside it. */
export function contentOf(cell: Element): Content {
  const whole = sightOf(cell, false);
  const partlyPale = isSaid(whole.sight.pale) && isSaid(`${whole.sight.standing}${whole.sight.struck}`);
  const { lines, sight } = partlyPale ? sightOf(cell, true) : whole;
  const text = lines.join("\n");
  const unseen = `${sight.unseen} ${partlyPale ? sight.pale : ""}`.trim();
  const doubt = doubtOf(sight);
  const stored = storedOf(cell, text);
  return judged(
    { ...stored, ...(/\d/.test(unseen) && { unseen }), ...(doubt && stored.doubt === undefined && { doubt }) },
    cell,
  );
}

function isSaid(text: string): boolean {
  return text.trim() !== "";
}

function doubtOf({ standing, struck, pale }: Sight): Doubt | undefined {
  if (isSaid(standing)) return undefined;
  return isSaid(struck) ? "struck" : isSaid(pale) ? "unseen" : undefined;
}

/** x:num, sdval: the number that a spreadsheet program stored, of which the page shows what the cell's format makes of it. */
function storedOf(cell: Element, text: string): Content {
  if (attribute(cell, "x:err") !== undefined) return { text, kind: "error" };
  if (attribute(cell, "x:bool") !== undefined)
    return { text: /true|1/i.test(attribute(cell, "x:bool") || text) ? "TRUE" : "FALSE", kind: "boolean" };
  const stored = (attribute(cell, "x:num") || attribute(cell, "sdval") || "").trim();
  if (stored === "" || parseStored(stored) === undefined)
    return text === "" ? { text, kind: "blank" } : { text, kind: "text" };
  const said = agreed(text, stored);
  const { kind } = namedFormat(formatOf(cell))(stored);
  return kind === "date" || kind === "percent" ? { text: stored, kind, shown: text } : { text: stored, ...said };
}

/** The number format: `"0\.00"` of a style, escaped as style sheets do, or the third part of `sdnum`. */
function formatOf(cell: Element): string {
  const named = declarationsOf(cell).get("mso-number-format") ?? "";
  const code = named
    .replace(/^"|"$/g, "")
    .replace(/\\([0-9a-f]{2,6}) ?|\\(.)/gi, (_, hex: string | undefined, sign: string) =>
      hex === undefined ? sign : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
    );
  return code === "" ? (attribute(cell, "sdnum") ?? "").split(";").slice(2).join(";") : code;
}

/** A formula over constants gives its own result; where cells took part, their places are not those of the page. */
function judged(content: Content, cell: Element): Content {
  const formula = attribute(cell, "x:fmla");
  if (formula === undefined) return content;
  const expression = /[A-Za-z]\$?\d/.test(formula) ? undefined : parseFormula(formula);
  const own = { ...content, formula: true, row: 0, column: 0, ...(expression && { expression }) };
  const doubt = judgeFormulas([{ name: "", cells: [own] }], { stale: false })[0]?.[0]?.doubt;
  return { ...content, formula: true, ...(doubt && { doubt }) };
}
