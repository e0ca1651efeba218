import { inflateRawSync } from "node:zlib";
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from "parse5";
import type { Form } from "../../src/form/form.js";

/** 读回: readers that know nothing of how the outputs are written; a table becomes a grid with merged cells filled. */
export type Grid = readonly (readonly string[])[];

export function unzip(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  const end = bytes.length - 22;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const data = bytes.subarray(start, start + view.getUint32(at + 20, true));
    files.set(name, view.getUint16(at + 10, true) === 8 ? inflateRawSync(data) : data);
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

export function zipTimes(bytes: Uint8Array): ReadonlySet<string> {
  const text = Buffer.from(bytes);
  const times = new Set<string>();
  for (let at = text.indexOf("PK\u0001\u0002"); at >= 0; at = text.indexOf("PK\u0001\u0002", at + 1)) {
    times.add(text.subarray(at + 12, at + 16).toString("hex"));
  }
  return times;
}

export function docxPart(bytes: Uint8Array, path: string): string {
  return new TextDecoder().decode(unzip(bytes).get(path));
}

export function wordText(xml: string): string {
  return unescaped([...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((match) => match[1]).join(""));
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;|&#39;/g, "'")
    .replace(/&amp;/g, "&");
}

export function docxGrids(bytes: Uint8Array): readonly Grid[] {
  const xml = docxPart(bytes, "word/document.xml");
  return [...xml.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map((table) => docxGrid(table[0]));
}

function docxGrid(xml: string): Grid {
  const grid: string[][] = [];
  for (const row of xml.matchAll(/<w:tr>.*?<\/w:tr>/gs)) {
    const line: string[] = [];
    for (const cell of row[0].matchAll(/<w:tc>.*?<\/w:tc>/gs)) {
      const span = Number(/<w:gridSpan w:val="(\d+)"/.exec(cell[0])?.[1] ?? "1");
      const continued = /<w:vMerge w:val="continue"/.test(cell[0]);
      const text = continued ? (grid.at(-1)?.[line.length] ?? "") : wordText(cell[0]);
      line.push(...Array.from({ length: span }, () => text));
    }
    grid.push(line);
  }
  return grid;
}

type Element = DefaultTreeAdapterTypes.Element;

export function elementsOf(html: string, tag: string): readonly Element[] {
  return descendants(parse(html) as unknown as Element, tag);
}

export function descendants(node: Element, tag: string): readonly Element[] {
  return node.childNodes.flatMap((child) =>
    defaultTreeAdapter.isElementNode(child)
      ? [...(child.tagName === tag ? [child] : []), ...descendants(child, tag)]
      : [],
  );
}

export function textOf(node: Element): string {
  return node.childNodes
    .map((child) =>
      defaultTreeAdapter.isTextNode(child) ? child.value : defaultTreeAdapter.isElementNode(child) ? textOf(child) : "",
    )
    .join("");
}

export function attribute(node: Element, name: string): string | undefined {
  return node.attrs.find((one) => one.name === name)?.value;
}

export function htmlGrids(html: string): readonly Grid[] {
  return elementsOf(html, "table").map(htmlGrid);
}

function htmlGrid(table: Element): Grid {
  const grid: string[][] = [];
  for (const [row, line] of descendants(table, "tr").entries()) {
    grid[row] ??= [];
    let column = 0;
    for (const cell of line.childNodes.filter(defaultTreeAdapter.isElementNode)) {
      while (grid[row]?.[column] !== undefined) column += 1;
      const [rows, columns] = ["rowspan", "colspan"].map((name) => Number(attribute(cell, name) ?? "1")) as [
        number,
        number,
      ];
      for (let r = row; r < row + rows; r += 1) {
        for (let c = column; c < column + columns; c += 1) {
          grid[r] ??= [];
          (grid[r] as string[])[c] = textOf(cell);
        }
      }
    }
  }
  return grid;
}

/** Finds each figure by its labels, as a person does: the row's headings beside it, the column's above it. */
export function figuresIn(grids: readonly Grid[], form: Form): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const figure of form.figures.values()) {
    const wanted = `${figure.rowLabel}｜${figure.columnLabel}`;
    const cells = grids.flatMap((grid) => cellsLabelled(grid, wanted));
    if (cells.length > 1) throw new Error(`${wanted} stands in ${cells.length} cells`);
    if (cells[0] !== undefined) found.set(figure.code, cells[0]);
  }
  return found;
}

/** A value cell merged over several columns counts once. */
function cellsLabelled(grid: Grid, wanted: string): readonly string[] {
  return grid.flatMap((line, row) =>
    line.filter(
      (_, column) => pathOf(grid, row, column) === wanted && (column === 0 || pathOf(grid, row, column - 1) !== wanted),
    ),
  );
}

const IS_VALUE = /^(?:[\d.]+余?|缺.*)$/;

function pathOf(grid: Grid, row: number, column: number): string {
  const line = grid[row] ?? [];
  if (!IS_VALUE.test(line[column] ?? "")) return "";
  const left = unique(line.slice(0, column).filter((text) => !IS_VALUE.test(text)));
  const above: string[] = [];
  for (let r = row - 1; r >= 0; r -= 1) {
    const text = grid[r]?.[column] ?? "";
    if (IS_VALUE.test(text)) continue;
    if (new Set(grid[r]).size === 1) break;
    if (above.length > 0 && IS_VALUE.test(grid[r + 1]?.[column] ?? "")) break;
    above.unshift(text);
  }
  const headings = unique(above).filter((text) => text !== "申请人情况");
  return left.length > 0
    ? `${left.join("／")}｜${headings.join("／")}`
    : `${headings.slice(0, -1).join("／")}｜${headings.at(-1)}`;
}

function unique(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => text !== texts[index - 1]);
}
