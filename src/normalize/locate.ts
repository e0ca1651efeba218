import type { Block, FileFormat } from "../grid.js";
import { withCaptions } from "./captioned.js";
import { locateFields } from "./fields/fields.js";
import { type CarriedHeadings, locateInGrid } from "./grid/grid.js";
import type { SectionLexicon } from "./lexicon.js";
import { joined, type Located, NOTHING } from "./located.js";
import { READINGS, withReading } from "./readings/readings.js";
import { locateInText } from "./text/text.js";

/**
 * 定位: finds one form's tables in a document; labels with their values beside them in a way of their own. Of the others each block is read as it stands; the other readings are tried in their
 * order, first grid by grid, then over the whole document (`withReading` says which one counts).
 */
export function locate(document: readonly Block[], all: readonly SectionLexicon[], format: FileFormat): Located {
  const fields = all.filter(isFields);
  if (fields.length === 0) return locateUnderHeadings(document, all);
  const others = all.filter((lexicon) => !isFields(lexicon));
  const rest = others.length > 0 ? [locateUnderHeadings(document, others)] : [];
  return joined([NOTHING, ...rest, ...locateFields(document, fields, format)]);
}

function isFields({ section }: SectionLexicon): boolean {
  return section.layout === "fields";
}

/** Tables whose figures stand under headings. */
function locateUnderHeadings(document: readonly Block[], lexicons: readonly SectionLexicon[]): Located {
  const blocks = withCaptions(document, lexicons);
  const grids = blocks.flatMap((grid, index) => (grid.kind === "grid" ? [{ grid, index }] : []));
  const ofDocument = READINGS.filter(({ scope }) => scope === "document");
  const labelled = withRowNames(lexicons);
  return ofDocument.reduce(
    (soFar, reading) => withReading(reading, soFar, grids, labelled),
    joined([NOTHING, ...asTheyStand(blocks, lexicons)]),
  );
}

/** A table whose figures stand under leaf columns alone has nothing but its headings to be known by, and is read as it stands or not at all. */
function withRowNames(lexicons: readonly SectionLexicon[]): readonly SectionLexicon[] {
  const nameless = new Set(lexicons.flatMap(({ section }) => (section.layout === "leaf-row" ? [section.table] : [])));
  return nameless.size === 0 ? lexicons : lexicons.filter(({ section }) => !nameless.has(section.table));
}

/** Each block as it stands; a grid without headings goes on under those of the grid before it. */
function asTheyStand(blocks: readonly Block[], lexicons: readonly SectionLexicon[]): readonly Located[] {
  const ofGrid = READINGS.filter(({ scope }) => scope === "grid");
  const labelled = withRowNames(lexicons);
  let carried: CarriedHeadings | undefined;
  return blocks.map((block, index) => {
    if (block.kind === "text") return locateInText(block, index, labelled, index === blocks.length - 1);
    const found = locateInGrid(block, String(index), lexicons, carried);
    carried = found.carried;
    return ofGrid.reduce(
      (soFar, reading) => withReading(reading, soFar, [{ grid: block, index }], labelled),
      found.located,
    );
  });
}
