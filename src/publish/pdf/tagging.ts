import type { PdfDocument, PdfElement, PdfLine, PdfMark, PdfRenderer } from "pdfmake";
import type { PdfNode, Tag } from "./tags.js";

/**
 * 起始标记: a line of no length, which draws nothing. The library tells who draws the pages only once something has been drawn, so this
 * is the first thing of the document. Made anew for each, because the library changes what it is given.
 */
export function firstMark(): PdfNode {
  return { canvas: [{ type: "line", x1: 0, y1: 0, x2: 0, y2: 0 }], tags: [] };
}

/** 加标签: notes while the pages are drawn which marks belong to which tag, and writes the tree of tags at the end. */
export interface Tagging {
  /** Called by the library after each thing it has drawn, as a method of what draws. */
  readonly drawn: (this: PdfRenderer) => void;
  /** Before the document is ended. */
  readonly finish: (document: PdfDocument, root: Tag) => void;
}

/** The library pdfmake draws without tags, although pdfkit beneath it can write them: each line and rule is wrapped here in its mark. */
export function startTagging(): Tagging {
  const marks = new Map<Tag, Placed[]>();
  const wrapped = new WeakSet<PdfRenderer>();
  return {
    drawn() {
      if (wrapped.has(this)) return;
      wrapped.add(this);
      wrap(this, marks);
    },
    finish: (document, root) => {
      document.addStructure(element(document, root, marks));
    },
  };
}

/** Where a mark of a tag stands. */
interface Placed {
  readonly mark: PdfMark;
  readonly page: object;
}

type Marks = Map<Tag, Placed[]>;

function wrap(renderer: PdfRenderer, marks: Marks): void {
  const { pdfDocument } = renderer;
  const line = renderer.renderLine.bind(renderer);
  const vector = renderer.renderVector.bind(renderer);
  renderer.renderLine = (content, x, y) => {
    begin(pdfDocument, content, marks);
    line(content, x, y);
    pdfDocument.endMarkedContent();
  };
  renderer.renderVector = (shape) => {
    pdfDocument.markContent("Artifact", { type: "Layout" });
    vector(shape);
    pdfDocument.endMarkedContent();
  };
}

/** Page numbers, the word in the page's head and headings that are repeated belong to the page and are not read. */
function begin(document: PdfDocument, line: PdfLine, marks: Marks): void {
  const tag = line.inlines[0]?.tag as Tag | undefined;
  const page = document.page.dictionary;
  const placed = tag && (marks.get(tag) ?? []);
  if (!tag || !placed || (tag.repeated && placed.some((one) => one.page !== page))) {
    document.markContent("Artifact", { type: "Pagination" });
    return;
  }
  marks.set(tag, [...placed, { mark: document.markStructureContent(tag.type), page }]);
}

function element(document: PdfDocument, tag: Tag, marks: Marks): PdfElement {
  const content = (marks.get(tag) ?? []).map(({ mark }) => mark);
  const made = document.struct(tag.type, {}, [
    ...content,
    ...tag.children.map((child) => element(document, child, marks)),
  ]);
  if (tag.table && Object.keys(tag.table).length > 0) made.dictionary.data.A = { O: "Table", ...tag.table };
  return made;
}
