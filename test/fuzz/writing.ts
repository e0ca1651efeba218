import { utils, write as writeBook } from "@e965/xlsx";
import { type MadeFile, makeRar, makeSevenZip } from "../read/archive/made-archive.js";
import { docParagraph, docRow, type MadeCell, type MadeParagraph, makeDoc } from "../read/made-doc.js";
import { line, madePdf, write } from "../read/made-pdf.js";
import { type Draft, openPen, type Pen, type Span } from "./draft.js";
import type { Material, Slot, Table } from "./material.js";
import { fixedPages } from "./ofd-pages.js";
import { openDocument, openText, ownerAbove, type Part, spreadsheetMl, wordDocument, workbook } from "./packages.js";

/** 写成的文件: parts of a package, one text, or bytes of which nobody knows what stands where. */
export type Written =
  | { readonly kind: "package"; readonly ending: string; readonly parts: readonly Part[] }
  | { readonly kind: "text"; readonly ending: string; readonly draft: Draft; readonly encoding: Encoding }
  | { readonly kind: "bytes"; readonly ending: string; readonly bytes: Uint8Array };

export type Encoding = "utf-8" | "utf-8 with mark" | "utf-16le" | "utf-16be" | "gb18030" | "latin1";

export const FORMATS = {
  xlsx: (made) => ({ kind: "package", ending: ".xlsx", parts: workbook(made, "inline") }),
  "xlsx with shared strings": (made) => ({ kind: "package", ending: ".xlsx", parts: workbook(made, "shared") }),
  ods: (made) => ({ kind: "package", ending: ".ods", parts: openDocument(made) }),
  docx: (made) => ({ kind: "package", ending: ".docx", parts: wordDocument(made) }),
  odt: (made) => ({ kind: "package", ending: ".odt", parts: openText(made) }),
  rtf: (made) => ({ ...asText(".rtf", richText(made)), encoding: "latin1" }),
  doc: (made) => ({ kind: "bytes", ending: ".doc", bytes: oldDocument(made) }),
  xls: (made) => ({ kind: "bytes", ending: ".xls", bytes: bySheetJs(made, "biff8") }),
  xlsb: (made) => ({ kind: "bytes", ending: ".xlsb", bytes: bySheetJs(made, "xlsb") }),
  "7z": (made) => ({ kind: "bytes", ending: ".7z", bytes: makeSevenZip([packed(made)]) }),
  rar: (made) => ({ kind: "bytes", ending: ".rar", bytes: makeRar([packed(made)]) }),
  "xml workbook": (made) => asText(".xml", spreadsheetMl(made)),
  csv: (made) => asText(".csv", delimited(made, ",")),
  "csv with tabs": (made) => asText(".csv", delimited(made, "\t")),
  text: (made) => asText(".txt", flattened(made)),
  markdown: (made) => asText(".md", markdown(made)),
  html: (made) => asText(".html", page(made)),
  mht: (made) => asText(".mht", mailPage(made)),
  letter: (made) => asText(".eml", letter(made)),
  ofd: (made) => ({ kind: "package", ending: ".ofd", parts: fixedPages(made) }),
  pdf: (made) => ({ ...asText(".pdf", printed(made)), encoding: "latin1" }),
} as const satisfies Record<string, (made: Material) => Written>;

export type Format = keyof typeof FORMATS;

function asText(ending: string, draft: Draft) {
  return { kind: "text", ending, draft, encoding: "utf-8" } as const;
}

function own({ code }: Slot): readonly string[] {
  return code === undefined ? [] : [code];
}

function delimited({ title, tables }: Material, delimiter: string): Draft {
  const pen = openPen();
  const cell = (slot: Slot): void => pen.put(/[",\t\n]/.test(slot.text) ? quoted(slot.text) : slot.text, own(slot));
  pen.put(`${title}\r\n`);
  for (const { heading, rows } of tables) {
    pen.put(`${heading}\r\n`);
    for (const row of rows) {
      for (const [at, slot] of row.entries()) {
        if (at > 0) pen.put(delimiter);
        cell(slot);
      }
      pen.put("\r\n");
    }
  }
  return pen.draft();
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The text of a page: one paragraph a cell. */
function flattened({ title, tables }: Material): Draft {
  const pen = openPen();
  pen.put(`${title}\n`);
  for (const { heading, rows } of tables) {
    pen.put(`${heading}\n`);
    for (const slot of rows.flat().filter(({ covered }) => !covered)) {
      pen.put(slot.text, own(slot));
      pen.put("\n");
    }
  }
  return pen.draft();
}

function markdown({ title, tables }: Material): Draft {
  const pen = openPen();
  pen.put(`# ${title}\n\n`);
  for (const { heading, rows } of tables) {
    pen.put(`## ${heading}\n\n`);
    for (const [at, row] of rows.entries()) {
      for (const slot of row) {
        pen.put("| ");
        pen.put(slot.text.replaceAll("|", "\\|"), own(slot));
        pen.put(" ");
      }
      pen.put("|\n");
      if (at === 0) pen.put(`${"| --- ".repeat(row.length)}|\n`);
    }
    pen.put("\n");
  }
  return pen.draft();
}

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

function putPage({ title, tables }: Material, pen: Pen): void {
  pen.put(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>`);
  for (const { heading, rows } of tables) {
    pen.put(`<p>${heading}</p><table>`);
    for (const row of rows) {
      pen.put(
        "<tr>",
        row.flatMap(({ code }) => code ?? []),
      );
      for (const slot of row) if (!slot.covered) pen.put(pageCell(slot), own(slot));
      pen.put("</tr>\n");
    }
    pen.put("</table>");
  }
  pen.put("</body></html>\n");
}

function pageCell({ text, rows, columns }: Slot): string {
  const spans = `${rows > 1 ? ` rowspan="${rows}"` : ""}${columns > 1 ? ` colspan="${columns}"` : ""}`;
  return `<td${spans}>${escaped(text)}</td>`;
}

function page(made: Material): Draft {
  const pen = openPen();
  putPage(made, pen);
  return pen.draft();
}

function mailPage(made: Material): Draft {
  const pen = openPen();
  pen.put('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="part"\r\n\r\n--part\r\n');
  pen.put("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
  putPage(made, pen);
  pen.put("\r\n--part--\r\n");
  return pen.draft();
}

/** A letter whose attachment is a page. */
function letter(made: Material): Draft {
  const pen = openPen();
  pen.put(
    'From: a@example.cn\r\nTo: b@example.cn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="part"\r\n\r\n',
  );
  pen.put("--part\r\nContent-Type: text/plain\r\n\r\n36\r\n--part\r\n");
  pen.put(
    'Content-Type: text/html; name="a.html"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: 8bit\r\n\r\n',
  );
  putPage(made, pen);
  pen.put("\r\n--part--\r\n");
  return pen.draft();
}

function typed(text: string): string | number | null {
  return text === "" ? null : /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** The entry of an archive: a workbook without a checksum of its own. */
function packed(made: Material): MadeFile {
  return { name: "年报.xls", content: bySheetJs(made, "biff8") };
}

function bySheetJs({ title, tables }: Material, bookType: "biff8" | "xlsb"): Uint8Array {
  const book = utils.book_new();
  for (const [at, { name, heading, rows }] of tables.entries()) {
    const above = [...(at === 0 ? [[title]] : []), [heading]];
    const sheet = utils.aoa_to_sheet([...above, ...rows.map((row) => row.map(({ text }) => typed(text)))]);
    utils.book_append_sheet(book, sheet, name);
  }
  return new Uint8Array(writeBook(book, { type: "buffer", bookType }) as Uint8Array);
}

/** In twentieths of a point. */
const COLUMN = 600;

/** A document of Word 97: each row has its own edges, and a cell under a merged one says that it goes on. */
function oldDocument({ title, tables }: Material): Uint8Array {
  const rowsOf = ({ rows }: Table): readonly MadeParagraph[] =>
    rows.flatMap((row, at) => {
      const cells: MadeCell[] = [];
      const edges = [0];
      for (let column = 0; column < row.length; ) {
        const slot = row[column]!;
        const above = slot.covered ? ownerAbove(rows, at, column) : undefined;
        cells.push({ text: above ? "" : slot.text, flags: above ? 0x20 : slot.rows > 1 ? 0x60 : 0 });
        column += above?.columns ?? slot.columns;
        edges.push(column * COLUMN);
      }
      return docRow(cells, edges);
    });
  const paragraphs = tables.flatMap((table) => [docParagraph(table.heading), ...rowsOf(table)]);
  return makeDoc({ paragraphs: [docParagraph(title), ...paragraphs, docParagraph("")] });
}

const ROW = 12;
const LETTER = 3;
const PAGE = 400;

/** One table a page, every cell in a box. The figures are found again where they were drawn. */
function printed({ title, tables }: Material): Draft {
  const drawn: { readonly drawing: string; readonly code: string }[] = [];
  const contents = tables.map((table, at) => {
    const edges = edgesOf(table);
    const cells = table.rows.flatMap((row, r) =>
      row.flatMap((slot, c) => {
        if (slot.covered) return [];
        const [left, right] = [edges[c]!, edges[Math.min(edges.length - 1, c + slot.columns)]!];
        const drawing = boxed(slot.text, { left, right, top: 370 - r * ROW, bottom: 370 - (r + slot.rows) * ROW });
        if (slot.code !== undefined) drawn.push({ drawing, code: slot.code });
        return [drawing];
      }),
    );
    return write(at === 0 ? title : table.heading, 40, 385, 8) + cells.join("");
  });
  const text = String.fromCharCode(...madePdf(contents.map((content) => ({ content }))));
  let from = 0;
  const spans = drawn.map(({ drawing, code }): Span => {
    from = text.indexOf(drawing, from);
    return { start: from, end: from + drawing.length, codes: [code] };
  });
  return { text, spans };
}

/** RTF: every column is equally wide, and cells merged downwards are continued. */
function richText({ title, tables }: Material): Draft {
  const pen = openPen();
  pen.put(`{\\rtf1\\ansi\\ansicpg936\\uc1{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 ${richSigns(title)}\\par\n`);
  for (const { heading, rows } of tables) {
    pen.put(`\\pard ${richSigns(heading)}\\par\n`);
    for (const [at, row] of rows.entries()) putRichRow(row, at, rows, pen);
  }
  pen.put("}");
  return pen.draft();
}

function putRichRow(row: readonly Slot[], at: number, rows: Table["rows"], pen: Pen): void {
  const cells: Slot[] = [];
  let edges = "";
  for (let column = 0; column < row.length; ) {
    const slot = row[column]!;
    const above = slot.covered ? ownerAbove(rows, at, column) : undefined;
    const columns = above?.columns ?? slot.columns;
    cells.push(above ? { ...slot, text: "" } : slot);
    column += columns;
    edges += `${above ? "\\clvmrg" : slot.rows > 1 ? "\\clvmgf" : ""}\\cellx${column * 800}`;
  }
  pen.put(`\\trowd${edges}`, row.flatMap(own));
  for (const slot of cells) pen.put(`\\pard\\intbl ${richSigns(slot.text)}\\cell`, own(slot));
  pen.put("\\row\n");
}

function richSigns(text: string): string {
  const sign = (code: number): string => (code < 128 ? String.fromCharCode(code) : `\\u${(code << 16) >> 16}?`);
  return [...text.replace(/[\\{}]/g, "\\$&").replaceAll("\n", "\\line ")]
    .map((one) => [...Array(one.length).keys()].map((at) => sign(one.charCodeAt(at))).join(""))
    .join("");
}

/** Columns of labels are wide, of figures narrow. */
function edgesOf({ rows }: Table): readonly number[] {
  const width = rows[0]?.length ?? 1;
  const weights = Array.from({ length: width }, (_, c) =>
    Math.max(2, ...rows.map((row) => (row[c]?.columns === 1 ? Math.min(40, row[c].text.length) : 2))),
  );
  const all = weights.reduce((total, weight) => total + weight, 0);
  let at = 10;
  return [at, ...weights.map((weight) => (at = Math.round(at + (weight / all) * (PAGE - 20))))];
}

function boxed(text: string, box: Readonly<Record<"left" | "right" | "top" | "bottom", number>>): string {
  const { left, right, top, bottom } = box;
  const letters = Math.max(1, Math.floor((right - left - 2) / LETTER));
  const lines = [...text.matchAll(new RegExp(`.{1,${letters}}`, "gsu"))].map(([part]) => part);
  return [
    line(left, top, right, top) + line(left, bottom, right, bottom),
    line(left, bottom, left, top) + line(right, bottom, right, top),
    ...lines.map((part, at) => write(part, left + 1, top - (at + 1) * (LETTER + 0.5), LETTER)),
  ].join("");
}
