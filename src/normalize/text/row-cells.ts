import type { Token } from "./tokens.js";

/** The cells after a row's label, up to the next label; page numbers are none. */
export function valuesAfter(
  tokens: readonly Token[],
  label: { readonly end: number },
): { cells: readonly Token[]; end: number } {
  const cells: Token[] = [];
  let end = label.end;
  while (end < tokens.length && tokens[end]?.kind !== "label") {
    const token = tokens[end];
    if (token && !isPageNumber(token)) cells.push(token);
    end += 1;
  }
  return { cells, end };
}

export function isPageNumber(token: Token): boolean {
  return /^[-—–－]\s*\d+\s*[-—–－]$/.test(token.text);
}

/**
 * The cells of a divided line (by tabs or pipes) from `start` on, if there are exactly as many as wanted: then each has its column,
 * even where one of them is no number (若干).
 */
export function dividedLine(tokens: readonly Token[], start: number, wanted: number): readonly Token[] | undefined {
  const first = tokens[start];
  if (!first?.divided) return undefined;
  const cells: Token[] = [];
  for (let at = start; tokens[at]?.line === first.line && cells.length <= wanted; at++) cells.push(tokens[at]!);
  const odd = cells.some((cell) => cell.kind === "label") && cells.some((cell) => cell.kind === "value");
  return cells.length === wanted && odd && !cells.some((cell) => cell.spaced) ? cells : undefined;
}

export function cellsForColumns(tokens: readonly Token[], wanted: number): readonly Token[] | undefined {
  const filled = tokens.filter((token) => token.kind === "value");
  if (filled.length === wanted) return filled;
  if (filled.length > wanted) return undefined;
  const trimmed = withoutSeparators(tokens);
  // An empty line behind several numbers may be the gap to the next row as well as the last cell: then a blank may be lost within.
  if (tokens.length === wanted && filled.length > 1 && trimmed.length === filled.length && !tokens.at(-1)?.divided)
    return undefined;
  // A bar alone behind the figures is an empty cell, or fills the row up to the table's width: then one may be lost within.
  if (tokens.at(-1)?.barOnly && filled.length > 0) return trimmed.length === wanted ? trimmed : undefined;
  return [tokens, trimmed].find((cells) => cells.length === wanted) ?? blankThroughout(tokens, wanted);
}

/** Where every cell is closed by a bar, a row of nothing else is blank in every column, however far it is filled up. */
function blankThroughout(tokens: readonly Token[], wanted: number): readonly Token[] | undefined {
  return tokens.length > wanted && tokens.every((token) => token.barOnly) ? tokens.slice(0, wanted) : undefined;
}

/** The empty lines before the next heading are no cells; a row that is all blank keeps exactly its own. */
function withoutSeparators(tokens: readonly Token[]): readonly Token[] {
  let end = tokens.length;
  while (end > 0 && tokens[end - 1]?.kind === "blank") end -= 1;
  return tokens.slice(0, end);
}
