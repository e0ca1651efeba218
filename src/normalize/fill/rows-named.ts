import type { Form, Section } from "../../form/form.js";
import type { Block } from "../../grid.js";
import { labelWording } from "../label-names.js";
import { lexiconsOf, matchLabel } from "../lexicon.js";

/** 行名: whether the name of a row stands in the document, in a cell, a line or a piece of a line of its own. */
export function rowsNamed(form: Form, blocks: readonly Block[]): (section: Section, row: string) => boolean {
  let named: Named | undefined;
  return (section, row) => {
    named ??= namesIn(form, blocks);
    return named.get(section)?.has(row) ?? false;
  };
}

/** The rows of each section that a text names. */
type Named = ReadonlyMap<Section, ReadonlySet<string>>;

function namesIn(form: Form, blocks: readonly Block[]): Named {
  const lexicons = lexiconsOf(form);
  const named = new Map(lexicons.map(({ section }) => [section, new Set<string>()]));
  const note = (text: string): void => {
    const wording = labelWording(text);
    if (wording === undefined) return;
    for (const { section, rows } of lexicons) {
      if (!rows.entries.has(wording.name)) continue;
      for (const { node } of matchLabel(rows, text)) if ("line" in node) named.get(section)?.add(node.line.code);
    }
  };
  for (const block of blocks) {
    if (block.kind === "grid") for (const { kind, text } of block.cells) if (kind === "text") note(text);
    if (block.kind === "text")
      for (const line of block.lines) for (const piece of line.text.split(/[|│┃｜║\t]/)) note(piece.trim());
  }
  return named;
}
