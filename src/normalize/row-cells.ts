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

export function cellsFor(tokens: readonly Token[], wanted: number): readonly Token[] | undefined {
  const filled = tokens.filter((token) => token.kind === "value");
  if (filled.length === wanted) return filled;
  if (filled.length > wanted) return undefined;
  const trimmed = withoutSeparators(tokens);
  // An empty line behind several numbers may be the gap to the next row as well as the last cell: then a blank may be lost within.
  if (tokens.length === wanted && filled.length > 1 && trimmed.length === filled.length && !tokens.at(-1)?.divided)
    return undefined;
  return [tokens, trimmed].find((cells) => cells.length === wanted) ?? withoutFilling(tokens, wanted);
}

/** Where every cell is closed by a bar, the empty ones beyond the last column only fill the row up to the table's width. */
function withoutFilling(tokens: readonly Token[], wanted: number): readonly Token[] | undefined {
  const beyond = tokens.slice(wanted);
  const counted = tokens.every((token) => token.kind === "value" || token.barOnly);
  return counted && beyond.length > 0 && beyond.every((token) => token.barOnly) ? tokens.slice(0, wanted) : undefined;
}

/** The empty lines before the next heading are no cells; a row that is all blank keeps exactly its own. */
function withoutSeparators(tokens: readonly Token[]): readonly Token[] {
  let end = tokens.length;
  while (end > 0 && tokens[end - 1]?.kind === "blank") end -= 1;
  return tokens.slice(0, end);
}
