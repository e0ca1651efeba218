import { type DocParagraph, damaged, type RowShape } from "../doc-file/doc-file.js";

/** 正文的内容, in its order. */
export type Content = { readonly paragraph: DocParagraph } | { readonly table: DocTable };

export interface DocTable {
  readonly rows: DocRow[];
}

export interface DocRow {
  readonly cells: Content[][];
  readonly shape: RowShape;
  /** Where the mark of the row stands. */
  readonly mark: number;
}

/** A table that is being read: finished rows, finished cells of the next one, and what stands in the cell that is open. */
interface Open {
  readonly table: DocTable;
  cells: Content[][];
  content: Content[];
}

/**
 * Puts paragraphs into the cells, rows and tables that their depths and marks tell of.
 * @throws ReadRefusal where a table breaks off within a row
 */
export function bodyOf(paragraphs: Iterable<DocParagraph>): readonly Content[] {
  const body: Content[] = [];
  const open: Open[] = [];
  const into = (): Content[] => open.at(-1)?.content ?? body;
  for (const paragraph of paragraphs) {
    const { depth } = paragraph.look;
    while (open.length > depth) closeTable(open);
    while (open.length < depth) openTable(open, into());
    const last = open.at(-1);
    if (paragraph.ends === "row") endRow(open, last, paragraph, into);
    else {
      into().push({ paragraph });
      if (paragraph.ends === "cell") endCell(last);
    }
  }
  while (open.length > 0) closeTable(open);
  return body;
}

function openTable(open: Open[], around: Content[]): void {
  const table: DocTable = { rows: [] };
  around.push({ table });
  open.push({ table, cells: [], content: [] });
}

function closeTable(open: Open[]): void {
  const last = open.pop();
  if (last && (last.cells.length > 0 || last.content.length > 0)) throw damaged();
}

function endCell(last: Open | undefined): void {
  if (!last) throw damaged();
  last.cells.push(last.content);
  last.content = [];
}

/** A row of another style or place begins another table. */
function endRow(open: Open[], last: Open | undefined, { shape, from, to }: DocParagraph, into: () => Content[]): void {
  if (!last || !shape || last.content.length > 0 || from !== to) throw damaged();
  const row: DocRow = { cells: last.cells, shape, mark: to };
  last.cells = [];
  const before = last.table.rows.at(-1);
  if (before && before.shape.table !== shape.table) {
    open.pop();
    openTable(open, into());
  }
  open.at(-1)?.table.rows.push(row);
}
