// A PDF written by hand: A4 pages across, every cell in a box, long labels wrapped, the same bytes on every machine.
import { deflateSync } from "node:zlib";

const [WIDTH, HEIGHT, MARGIN] = [842, 595, 20];
const [LETTER, LINE, ROW] = [5, 6, 15];

/** 一页一表: each table under its title on a page of its own, the heading of the report above the first. */
export function pdfBytes(heading, tables) {
  return assembled(
    tables.map((table, index) => {
      const title = index === 0 ? write(heading, MARGIN, HEIGHT - 20, 9) : "";
      return title + write(table.title, MARGIN, HEIGHT - 36, 8) + boxes(table);
    }),
  );
}

/** Columns that hold labels are wider than those of figures. */
function edgesOf({ cells, columns }) {
  const labelled = new Set(
    cells.filter((cell) => cell.text?.length > 8 && cell.span[1] === 1).map((cell) => cell.at[1]),
  );
  const wide = Math.min(120, (WIDTH - 2 * MARGIN - (columns - labelled.size) * 48) / Math.max(1, labelled.size));
  const widths = Array.from({ length: columns }, (_, at) => (labelled.has(at) && wide > 48 ? wide : 48));
  const shrink = Math.min(1, (WIDTH - 2 * MARGIN) / widths.reduce((sum, width) => sum + width, 0));
  const edges = [MARGIN];
  for (const width of widths) edges.push(edges.at(-1) + width * shrink);
  return edges;
}

/** A row is as high as its longest text needs. */
function boxes(table) {
  const xs = edgesOf(table);
  const linesIn = ({ at, span, text, value }) =>
    wrapped(text ?? value, Math.floor((xs[at[1] + span[1]] - xs[at[1]] - 4) / LETTER));
  const heights = Array.from({ length: table.rows }, (_, row) =>
    Math.max(
      ROW,
      ...table.cells
        .filter((cell) => cell.at[0] === row && cell.span[0] === 1)
        .map((cell) => linesIn(cell).length * LINE + 4),
    ),
  );
  const ys = [HEIGHT - 44];
  for (const height of heights) ys.push(ys.at(-1) - height);
  return table.cells
    .map((cell) => {
      const [left, right] = [xs[cell.at[1]], xs[cell.at[1] + cell.span[1]]];
      const [top, bottom] = [ys[cell.at[0]], ys[cell.at[0] + cell.span[0]]];
      const texts = linesIn(cell).map((text, at) => write(text, left + 2, top - (at + 1) * LINE - 1, LETTER));
      return `${number(left)} ${number(bottom)} ${number(right - left)} ${number(top - bottom)} re S\n${texts.join("")}`;
    })
    .join("");
}

function wrapped(text, letters) {
  return [...text.matchAll(new RegExp(`[^\\n]{1,${Math.max(1, letters)}}`, "gu"))].map(([part]) => part);
}

function number(value) {
  return String(Math.round(value * 100) / 100);
}

/** In Helvetica or, for anything but ASCII, in a Song face that every reader brings along. */
function write(text, x, y, size) {
  const ascii = /^[ -~]*$/.test(text);
  const shown = ascii
    ? `/F1 ${size} Tf 1 0 0 1 ${number(x)} ${number(y)} Tm (${text.replace(/[()\\]/g, "\\$&")}) Tj`
    : `/F2 ${size} Tf 1 0 0 1 ${number(x)} ${number(y)} Tm <${Buffer.from(text, "utf16le").swap16().toString("hex")}> Tj`;
  return `BT ${shown} ET\n`;
}

const FONTS = [
  "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
  "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 6 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
  "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
];

function assembled(contents) {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${contents.map((_, at) => `${7 + at * 2} 0 R`).join(" ")}] /Count ${contents.length} >>`,
    ...FONTS,
    ...contents.flatMap((content, at) => {
      const data = deflateSync(content).toString("latin1");
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${8 + at * 2} 0 R >>`,
        `<< /Length ${data.length} /Filter /FlateDecode >>\nstream\n${data}\nendstream`,
      ];
    }),
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((body, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(file, "latin1"));
}
