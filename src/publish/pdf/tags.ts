import type { LayoutCell, TableLayout } from "../layout/layout.js";

/** 结构标签 of a PDF (ISO 32000-1, 14.8): what a screen reader is told of a piece of the page. */
export interface Tag {
  readonly type: TagType;
  /** Of a cell: what it spans and what it heads. */
  readonly table?: Readonly<Record<string, string | number>>;
  readonly children: readonly Tag[];
  /** A heading of a table is printed again on each page, and read once. */
  readonly repeated?: boolean;
}

export type TagType = "Document" | "H1" | "H2" | "H3" | "P" | "Table" | "THead" | "TBody" | "TR" | "TH" | "TD";

/** A node of pdfmake's document tree, and what is read of it, in its order. */
export type PdfNode = Readonly<Record<string, unknown>> & { readonly tags: readonly Tag[] };

/** 带标签的文字: a heading, a paragraph or the text of a cell. The library hands on to every line what stands beside a text, the tag too. */
export function taggedText(type: TagType | Tag, text: string, shape: Readonly<Record<string, unknown>> = {}): PdfNode {
  const tag = typeof type === "string" ? { type, children: [] } : type;
  return { ...shape, text: [{ text, tag }], tags: [tag] };
}

export function documentTag(content: readonly PdfNode[]): Tag {
  return { type: "Document", children: content.flatMap((node) => node.tags) };
}

/** 表格标签: rows of heading cells and figures as the form merges them. */
export function tableTag(layout: TableLayout, cellTags: ReadonlyMap<LayoutCell, Tag>): Tag {
  const rows = layout.rows.map(
    (cells): Tag => ({ type: "TR", children: cells.flatMap((cell) => cellTags.get(cell) ?? []) }),
  );
  const parts: readonly Tag[] = [
    { type: "THead", children: rows.slice(0, layout.headerRows) },
    { type: "TBody", children: rows.slice(layout.headerRows) },
  ];
  return { type: "Table", children: parts.filter((part) => part.children.length > 0) };
}

/** 单元格标签: headings say whether they head their column or their row. */
export function cellTag(cell: LayoutCell, headerRows: number): Tag {
  const heads = cell.text !== "" && cell.kind !== "value" && cell.kind !== "note";
  const table = {
    ...(cell.rowSpan > 1 && { RowSpan: cell.rowSpan }),
    ...(cell.columnSpan > 1 && { ColSpan: cell.columnSpan }),
    ...(heads && { Scope: cell.kind === "label" || cell.kind === "groupLabel" ? "Row" : "Column" }),
  };
  return { type: heads ? "TH" : "TD", table, children: [], repeated: cell.row < headerRows };
}
