import { columnName } from "../../grid.js";

/** `of:=SUM([.A1:.B2];[$表二.C3];{1;2|3;4})` → `=SUM(A1:B2;'表二'!C3;{1,2;3,4})`. */
export function a1FromOpenDocument(formula: string): string {
  return withArrays(formula)
    .replace(/^(?:of|oooc|msoxl):/, "")
    .split("]")
    .map((part, at, all) => (at < all.length - 1 ? withAddresses(part) : part))
    .join("");
}

/** Columns of an array are parted by semicolons, rows by bars; in Excel by commas and semicolons. */
function withArrays(formula: string): string {
  if (!formula.includes("{")) return formula;
  let [quoted, within] = [false, false];
  return [...formula]
    .map((sign) => {
      if (sign === '"') quoted = !quoted;
      else if (!quoted && /[{}]/.test(sign)) within = sign === "{";
      return within && !quoted ? (sign === ";" ? "," : sign === "|" ? ";" : sign) : sign;
    })
    .join("");
}

/** What stands before a closing bracket: the first opening one begins the reference. */
function withAddresses(part: string): string {
  const open = part.indexOf("[");
  if (open < 0) return `${part}]`;
  return (
    part.slice(0, open) +
    part
      .slice(open + 1)
      .split(":")
      .map(address)
      .join(":")
  );
}

function address(reference: string, part: number): string {
  const match = /^(?:\$?('(?:[^']|'')+'|[^.']+))?\.(\$?[A-Za-z]+\$?\d+)$/.exec(reference);
  if (!match) return "#";
  const [, sheet, cell = ""] = match;
  // The end of a range lies on the sheet of its beginning.
  if (sheet === undefined || part > 0) return cell;
  return `${sheet.startsWith("'") ? sheet : `'${sheet}'`}!${cell}`;
}

const R1C1 = /(?<![\p{L}\p{N}_.])R(\[-?\d+\]|\d+)?C(\[-?\d+\]|\d+)?(?![\p{L}\p{N}_(.])/gu;

/** `=RC[-1]+R2C3` in row 5, column 3 → `=C6+$C$2`: every reference as the address that it means there. */
export function a1FromR1C1(formula: string, row: number, column: number): string {
  return formula.replace(R1C1, (_, rows: string | undefined, columns: string | undefined) => {
    const [r, c] = [place(rows, row), place(columns, column)];
    return r < 0 || c < 0 ? "#" : `$${columnName(c)}$${r + 1}`;
  });
}

function place(part: string | undefined, own: number): number {
  if (part === undefined) return own;
  return part.startsWith("[") ? own + Number(part.slice(1, -1)) : Number(part) - 1;
}
