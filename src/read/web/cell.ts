import { parseStored } from "../../decimal.js";
import type { Cell, Doubt } from "../../grid.js";
import { agreed, namedFormat } from "../format/format.js";
import { judgeFormulas, parseFormula } from "../formula/formula.js";
import { declarationsOf } from "../style/style.js";
import { flow, NOTHING_SEEN, type Sight } from "./flow.js";
import { attribute, type Element } from "./nodes.js";
import { isScripted } from "./scripts.js";

type Content = Pick<Cell, "text" | "kind" | "formula" | "shown" | "unseen" | "doubt">;

/** The lines of a cell as a person sees them. */
export function linesOf(cell: Element): string[] {
  return sightOf(cell, {}).lines;
}

type Leave = Partial<Pick<Sight, "withoutPale" | "withDrawn">>;

function sightOf(cell: Element, how: Leave): { readonly lines: string[]; readonly sight: Sight } {
  const lines: string[] = [];
  const sight: Sight = { ...NOTHING_SEEN, ...how };
  const line = (text: string): void => {
    if (text !== "") lines.push(text);
  };
  flow(cell, { line, table: () => false, sight });
  return { lines, sight };
}

/** 网页单元格: its text as it is seen, what of it is not seen, and the value that a spreadsheet program kept beside it. */
export function contentOf(cell: Element): Content {
  const whole = sightOf(cell, {});
  const withoutPale = isSaid(whole.sight.pale) && isSaid(`${whole.sight.standing}${whole.sight.struck}`);
  const { lines, sight } = withoutPale ? sightOf(cell, { withoutPale }) : whole;
  const text = lines.join("\n");
  const unseen = `${sight.unseen} ${withoutPale ? sight.pale : ""}`.trim();
  const doubt = doubtOf(sight) ?? (isScripted(cell) ? ("scripted" as const) : undefined);
  const seen = isSaid(sight.drawn) ? sightOf(cell, { withoutPale, withDrawn: true }).lines.join("\n") : text;
  const stored = storedOf(cell, seen) ?? typedOf(text, seen, sight.drawn);
  return judged(
    { ...stored, ...(/\d/.test(unseen) && { unseen }), ...(doubt && stored.doubt === undefined && { doubt }) },
    cell,
  );
}

function isSaid(text: string): boolean {
  return text.trim() !== "";
}

function doubtOf({ standing, struck, pale, distorted, unsure, embedded, numbered }: Sight): Doubt | undefined {
  if (!isSaid(standing) && isSaid(struck)) return "struck";
  if (!isSaid(standing) && isSaid(pale)) return "unseen";
  if (embedded || numbered) return embedded ? "embedded" : "numbered";
  if (isSaid(distorted)) return "distorted";
  return isSaid(unsure) ? "sometimes" : undefined;
}

/** What is drawn beside the text counts as text, as long as it is words (件) that leave the number what it is. */
function typedOf(text: string, seen: string, drawn: string): Content {
  const isWord = /^[\p{L}\s：:]*$/u.test(drawn) && !/[〇零一二两三四五六七八九十百千]/.test(drawn);
  if (isWord) return text === "" ? { text, kind: "blank" } : { text: seen, kind: "text" };
  const isNumber = text === "" || /[\d０-９〇零一二两三四五六七八九十百千万]/.test(text);
  return isNumber ? { text, kind: "text", shown: seen } : { text, kind: "text" };
}

/** x:num, sdval: the number that a spreadsheet program stored, of which the page shows what the cell's format makes of it. */
function storedOf(cell: Element, text: string): Content | undefined {
  if (attribute(cell, "x:err") !== undefined) return { text, kind: "error" };
  if (attribute(cell, "x:bool") !== undefined)
    return { text: /true|1/i.test(attribute(cell, "x:bool") || text) ? "TRUE" : "FALSE", kind: "boolean" };
  const stored = (attribute(cell, "x:num") || attribute(cell, "sdval") || "").trim();
  if (stored === "" || parseStored(stored) === undefined) return undefined;
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
