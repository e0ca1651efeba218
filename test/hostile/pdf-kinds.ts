import { deflateSync } from "node:zlib";
import { bytesOf } from "../read/making.js";
import { type Kind, kind, many } from "./kind.js";

type Objects = Readonly<Record<number, Uint8Array | string>>;

/** A PDF of these objects; object 1 is its root. */
function pdfOf(objects: Objects, trailer = "/Root 1 0 R"): Uint8Array {
  const parts: Uint8Array[] = [bytesOf("%PDF-1.4\n")];
  let at = parts[0]!.length;
  const places = new Map<number, number>();
  const add = (...more: readonly (Uint8Array | string)[]): void => {
    for (const bytes of more.map(bytesOf)) {
      parts.push(bytes);
      at += bytes.length;
    }
  };
  for (const [number, body] of Object.entries(objects)) {
    places.set(Number(number), at);
    add(`${number} 0 obj\n`, body, "\nendobj\n");
  }
  const [start, most] = [at, Math.max(...places.keys())];
  const listed = (one: number): string => {
    const place = places.get(one);
    return place === undefined ? "0000000000 00000 f \n" : `${String(place).padStart(10, "0")} 00000 n \n`;
  };
  const table = many(most, (one) => listed(one + 1));
  add(`xref\n0 ${most + 1}\n0000000000 65535 f \n${table}`);
  add(`trailer\n<< /Size ${most + 1} ${trailer} >>\nstartxref\n${start}\n%%EOF\n`);
  return new Uint8Array(Buffer.concat(parts));
}

function stream(data: Uint8Array | string, entries = ""): Uint8Array {
  const bytes = bytesOf(data);
  const head = bytesOf(`<< /Length ${bytes.length} ${entries} >>\nstream\n`);
  return new Uint8Array(Buffer.concat([head, bytes, bytesOf("\nendstream")]));
}

const ROOT = "<< /Type /Catalog /Pages 2 0 R >>";
const FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
const FONTS = "/Font << /F1 4 0 R >>";
const pageWith = (resources: string): string =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Resources << ${resources} >> /Contents 5 0 R >>`;

function onePage(content: Uint8Array, more: Objects = {}, resources = ""): Uint8Array {
  const pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
  return pdfOf({ 1: ROOT, 2: pages, 3: pageWith(`${FONTS} ${resources}`), 4: FONT, 5: content, ...more });
}

const flate = (data: Uint8Array | string): Uint8Array => new Uint8Array(deflateSync(data, { level: 9 }));
const flated = (text: string): Uint8Array => stream(flate(text), "/Filter /FlateDecode");
const blanks = (megabytes: number): Uint8Array => new Uint8Array(megabytes * 1_000_000).fill(32);
/** Made when a kind first asks for it, and then kept. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const swelling = lazily(() => flate(blanks(900)));
const twice = lazily(() => flate(swelling()));
const texts = (count: number): string =>
  `BT /F1 1 Tf ${many(count, (at) => `1 0 0 1 ${at % 400} ${at % 397} Tm (${at % 10}) Tj\n`)} ET`;

/** Forms that draw the next one four times each. */
function laughs(): Uint8Array {
  const form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]";
  const inner = many(30, (at) => `${at + 6} `)
    .trim()
    .split(" ")
    .map((number) => [
      Number(number),
      stream("/X Do ".repeat(4), `${form} /Resources << /XObject << /X ${Number(number) + 1} 0 R >> >>`),
    ]);
  const last = stream("BT /F1 9 Tf (1) Tj ET", `${form} /Resources << ${FONTS} >>`);
  return onePage(stream("/X Do"), { ...Object.fromEntries(inner), 36: last }, "/XObject << /X 6 0 R >>");
}

function manyPages(count: number): Uint8Array {
  const numbers = Array.from({ length: count }, (_, at) => at + 10);
  const kids = numbers.map((number) => `${number} 0 R`).join(" ");
  const pages = Object.fromEntries(numbers.map((number) => [number, pageWith(FONTS)]));
  const list = `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`;
  return pdfOf({ 1: ROOT, 2: list, 4: FONT, 5: flated(texts(600)), ...pages });
}

/** PDF. */
export const PDF_KINDS: readonly Kind[] = [
  kind("pdf-escaped-filter-names", ".pdf", () => onePage(stream(twice(), "/Filter [/#46lateDecode /Fl]"))),
  kind("pdf-flate-in-flate", ".pdf", () => onePage(stream(twice(), "/Filter [/FlateDecode /FlateDecode]"))),
  kind("pdf-swelling-picture", ".pdf", () =>
    onePage(stream(twice(), "/Subtype /Image /Width 1 /Height 1 /Filter [/FlateDecode /FlateDecode]")),
  ),
  kind("pdf-encrypt-in-stream", ".pdf", () => onePage(stream(swelling(), "/Encrypt 9 0 R /Filter /FlateDecode"))),
  kind("pdf-34-swelling-streams", ".pdf", () => {
    const one = stream(flate(blanks(40)), "/Filter /FlateDecode");
    const more = Object.fromEntries(Array.from({ length: 34 }, (_, at) => [at + 6, one]));
    return onePage(flated(" ".repeat(100_000)), more);
  }),
  kind("pdf-ascii85", ".pdf", () => onePage(stream(`${"z".repeat(45_000_000)}~>`, "/Filter /A85"))),
  kind("pdf-run-lengths", ".pdf", () =>
    onePage(stream(new Uint8Array(Buffer.alloc(40_000_000, Buffer.from([0x81, 0x20]))), "/Filter /RL")),
  ),
  kind("pdf-forms-in-forms", ".pdf", laughs),
  kind("pdf-1m-lines", ".pdf", () =>
    onePage(flated(many(1_000_000, (at) => `${at % 400} ${at % 397} m ${(at * 7) % 400} ${(at * 3) % 400} l S\n`))),
  ),
  kind("pdf-500k-texts", ".pdf", () => onePage(flated(texts(500_000)))),
  kind("pdf-1m-texts", ".pdf", () => onePage(flated(texts(1_000_000)))),
  kind("pdf-999-pages", ".pdf", () => manyPages(999)),
  kind("pdf-pages-within-themselves", ".pdf", () =>
    pdfOf({ 1: ROOT, 2: "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >>" }),
  ),
  kind("pdf-deep-array", ".pdf", () =>
    pdfOf({
      1: `<< /Type /Catalog /Pages 2 0 R /A ${"[".repeat(2_000_000)} >>`,
      2: "<< /Type /Pages /Kids [] /Count 0 >>",
    }),
  ),
  kind("pdf-400k-objects-begun", ".pdf", () => `%PDF-1.4\n${"1 0 obj << (".repeat(400_000)}`),
];
