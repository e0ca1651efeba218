import type { Form, Section } from "../../form/form.js";
import type { Block } from "../../grid.js";
import { labelWording } from "../label-names.js";
import { lexiconsOf, matchLabel } from "../lexicon.js";

/** 行名: whether the name of a row stands in the document, in a cell, a line or a piece of a line of its own. */
export function rowsNamed(form: Form, blocks: readonly Block[]): (section: Section, row: string) => boolean {
  let named: ReadonlySet<string> | undefined;
  return (section, row) => {
    named ??= namesIn(form, blocks);
    return named.has(keyOf(section, row));
  };
}

function namesIn(form: Form, blocks: readonly Block[]): ReadonlySet<string> {
  const lexicons = lexiconsOf(form);
  const texts = [...new Set(blocks.flatMap(textsOf))].filter((text) => labelWording(text) !== undefined);
  const names = lexicons.flatMap(({ section, rows }) =>
    texts.flatMap((text) =>
      matchLabel(rows, text).flatMap(({ node }) => ("line" in node ? [keyOf(section, node.line.code)] : [])),
    ),
  );
  return new Set(names);
}

function keyOf({ code, table }: Section, row: string): string {
  return JSON.stringify([table, code, row]);
}

function textsOf(block: Block): readonly string[] {
  if (block.kind === "grid") return block.cells.filter(({ kind }) => kind === "text").map(({ text }) => text);
  return block.lines.flatMap(({ text }) => text.split(/[|│┃｜║\t]/)).map((text) => text.trim());
}
