import { deflateSync } from "node:zlib";
import type { Grey, Picture, RecognisedLine, Recogniser } from "../../src/read/read.js";
import { type Paper, textOf } from "../normalize/paper.js";

/**
 * A made script: every character is a diagonal with fields on both sides of it, sixteen of which are its code in bits. So a page can be drawn,
 * and read back by anybody who knows the script, without a font and without a model.
 */
const SIGN = 20;
/** Below its fields a sign has a stem: digits are higher than wide. */
const STEM = 4;
const PITCH = 23;
const FIELD = 4;
/** The fields beside the diagonal, as columns and rows of five. */
const FIELDS = Array.from({ length: 25 }, (_, at) => [at % 5, Math.floor(at / 5)] as const)
  .filter(([x, y]) => x !== y)
  .slice(2, 18);
/** Neighbouring codes, such as digits, are made to look different: an odd number that is multiplied with, and the one that undoes it. */
const SPREAD = 40503;
const BACK = 30599;

/** 白纸. */
export function paper(width: number, height: number): Picture {
  return { width, height, rgb: new Uint8Array(width * height * 3).fill(255) };
}

export type Colour = readonly [number, number, number];
const BLACK: Colour = [20, 20, 20];

export function fill(page: Picture, box: readonly [number, number, number, number], colour: Colour = BLACK): void {
  const [left, top, right, bottom] = box;
  for (let y = Math.max(0, top); y < Math.min(page.height, bottom); y += 1)
    for (let x = Math.max(0, left); x < Math.min(page.width, right); x += 1)
      page.rgb.set(colour, (y * page.width + x) * 3);
}

/** A disc of a seal's ink, through which what is black stays black. */
export function seal(page: Picture, [cx, cy, radius]: readonly [number, number, number], colour: Colour): void {
  for (let y = cy - radius; y < cy + radius; y += 1)
    for (let x = cx - radius; x < cx + radius; x += 1) {
      if ((x - cx) ** 2 + (y - cy) ** 2 > radius ** 2 || x < 0 || y < 0 || x >= page.width || y >= page.height)
        continue;
      const at = (y * page.width + x) * 3;
      for (let c = 0; c < 3; c += 1) page.rgb[at + c] = Math.min(page.rgb[at + c]!, colour[c]!);
    }
}

function drawSign(page: Picture, sign: string, left: number, top: number): void {
  for (let at = 0; at < SIGN; at += 1)
    fill(page, [left + Math.max(0, at - 2), top + at, left + Math.min(SIGN, at + 2), top + at + 1]);
  fill(page, [left + SIGN - STEM, top + SIGN, left + SIGN, top + SIGN + STEM]);
  const code = (sign.charCodeAt(0) * SPREAD) & 0xffff;
  for (const [bit, [x, y]] of FIELDS.entries())
    if (((code >> bit) & 1) === 1)
      fill(page, [left + x * FIELD, top + y * FIELD, left + (x + 1) * FIELD, top + (y + 1) * FIELD]);
}

function drawText(
  page: Picture,
  text: string,
  [left, top, right, bottom]: readonly [number, number, number, number],
): void {
  const perLine = Math.max(1, Math.floor((right - left - 12) / PITCH));
  const lines = text.match(new RegExp(`.{1,${perLine}}`, "gu")) ?? [];
  const from = Math.round((top + bottom - lines.length * (SIGN + STEM + 6) + 6) / 2);
  for (const [at, line] of lines.entries())
    for (const [index, sign] of [...line].entries())
      drawSign(page, sign, left + 7 + index * PITCH, from + at * (SIGN + STEM + 6));
}

/** Where a table is drawn: its upper left corner, its columns' widths and its rows' heights. */
export interface Frame {
  readonly at: readonly [number, number];
  readonly widths: readonly number[];
  readonly heights: readonly number[];
}

/** Draws a table with its lines, merged cells whole. Returns its lower edge. */
export function drawTable(page: Picture, cells: Paper, { at: [left, top], widths, heights }: Frame, line = 2): number {
  const [xs, ys] = [edges(left, widths), edges(top, heights)];
  const covered = new Set<string>();
  for (const [r, row] of cells.entries())
    for (const [c, cell] of row.entries()) {
      if (covered.has(`${r},${c}`)) continue;
      const [rows, columns] = typeof cell === "string" ? [1, 1] : [cell[1], cell[2]];
      for (let i = r; i < r + rows; i += 1) for (let j = c; j < c + columns; j += 1) covered.add(`${i},${j}`);
      const box = [xs[c]!, ys[r]!, xs[c + columns]!, ys[r + rows]!] as const;
      fill(page, [box[0], box[1], box[2] + line, box[1] + line]);
      fill(page, [box[0], box[3], box[2] + line, box[3] + line]);
      fill(page, [box[0], box[1], box[0] + line, box[3] + line]);
      fill(page, [box[2], box[1], box[2] + line, box[3] + line]);
      drawText(page, textOf(cell), box);
    }
  return ys.at(-1)!;
}

function edges(from: number, lengths: readonly number[]): readonly number[] {
  const out = [from];
  for (const length of lengths) out.push(out.at(-1)! + length);
  return out;
}

/** 看得懂这种字的识别: reads the sixteen fields of every sign in a line. It is as sure as it is told to be. */
export function readerOfScript(confidence = 0.99): Recogniser {
  return async (lines) => lines.map((line): RecognisedLine => ({ text: readLine(line), confidence }));
}

function readLine(line: Grey): string {
  const box = inkBox(line);
  if (!box) return "";
  const height = box.bottom - box.top;
  const unit = height / (SIGN + STEM);
  const count = Math.max(1, Math.round((box.right - box.left + (PITCH - SIGN) * unit) / (PITCH * unit)));
  const step = (box.right - box.left + (PITCH - SIGN) * unit) / count;
  return Array.from({ length: count }, (_, at) => readSign(line, box.left + at * step, box.top, unit)).join("");
}

function readSign({ width, data }: Grey, left: number, top: number, unit: number): string {
  let code = 0;
  for (const [bit, [column, row]] of FIELDS.entries()) {
    const [x, y] = [left + (column + 0.5) * FIELD * unit, top + (row + 0.5) * FIELD * unit];
    if (data[Math.floor(y) * width + Math.floor(x)]! < 128) code |= 1 << bit;
  }
  return String.fromCharCode((code * BACK) & 0xffff);
}

function inkBox({
  width,
  height,
  data,
}: Grey): { left: number; top: number; right: number; bottom: number } | undefined {
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (data[y * width + x]! < 128) {
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x + 1);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y + 1);
      }
  return box.right > box.left ? box : undefined;
}

/** The page as a scanner sees one that lies turned by so many degrees. */
export function turned(page: Picture, degrees: number): Picture {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const out = paper(page.width, page.height);
  const [mx, my] = [page.width / 2, page.height / 2];
  for (let y = 0; y < page.height; y += 1)
    for (let x = 0; x < page.width; x += 1) {
      const [u, v] = [c * (x - mx) - s * (y - my) + mx, s * (x - mx) + c * (y - my) + my];
      const [j, i] = [Math.floor(u), Math.floor(v)];
      if (j < 0 || i < 0 || j + 1 >= page.width || i + 1 >= page.height) continue;
      for (let k = 0; k < 3; k += 1) {
        const at = (i * page.width + j) * 3 + k;
        const upper = page.rgb[at]! * (1 - u + j) + page.rgb[at + 3]! * (u - j);
        const lower = page.rgb[at + page.width * 3]! * (1 - u + j) + page.rgb[at + page.width * 3 + 3]! * (u - j);
        out.rgb[(y * page.width + x) * 3 + k] = Math.round(upper * (1 - v + i) + lower * (v - i));
      }
    }
  return out;
}

/** A PDF whose pages are these pictures, each in so many strips one below the other. */
export function scannedPdf(pages: readonly Picture[], { strips = 1, rotate = 0 } = {}): Uint8Array {
  const objects: (readonly [string, Buffer?])[] = [["<< /Type /Catalog /Pages 2 0 R >>"], [""]];
  const kids: number[] = [];
  for (const { width, height, rgb } of pages) {
    const own = Array.from({ length: strips }, (_, strip) => {
      const [from, to] = [Math.floor((height * strip) / strips), Math.floor((height * (strip + 1)) / strips)];
      const data = deflateSync(rgb.subarray(from * width * 3, to * width * 3), { level: 1 });
      const head = `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${to - from} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length ${data.length} >>`;
      objects.push([head, data]);
      return { number: objects.length, from, to };
    });
    const drawing = Buffer.from(
      own.map(({ from, to }, at) => `q ${width} 0 0 ${to - from} 0 ${height - to} cm /I${at} Do Q`).join("\n"),
    );
    objects.push([`<< /Length ${drawing.length} >>`, drawing]);
    const content = objects.length;
    const names = own.map(({ number }, at) => `/I${at} ${number} 0 R`).join(" ");
    objects.push([
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} /Contents ${content} 0 R /Resources << /XObject << ${names} >> >> >>`,
    ]);
    kids.push(objects.length);
  }
  objects[1] = [`<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] >>`];
  return assembled(objects);
}

function assembled(objects: readonly (readonly [string, Buffer?])[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from("%PDF-1.5\n")];
  const offsets: number[] = [];
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [at, [head, stream]] of objects.entries()) {
    offsets.push(length());
    parts.push(Buffer.from(`${at + 1} 0 obj\n${head}\n`));
    if (stream) parts.push(Buffer.from("stream\n"), stream, Buffer.from("\nendstream\n"));
    parts.push(Buffer.from("endobj\n"));
  }
  const start = length();
  const places = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}
