import { unreadable } from "../refusal.js";

/** What a JPEG's head says of it. */
interface Head {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** 拍摄方向 as a telephone notes it (Exif 0x0112): 1 upright, 3 upside down, 6 and 8 on its side. */
  readonly orientation: number;
}

const COLOURS: Readonly<Record<number, string>> = { 1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK" };
/** How a page must be turned for each way the telephone was held. */
const TURNED: Readonly<Record<number, number>> = { 3: 180, 6: 90, 8: 270 };

/** A PDF of one page that shows a JPEG as it was taken: the PDF library decodes it. */
export function jpegInPdf(bytes: Uint8Array, check: (width: number, height: number) => void): Uint8Array {
  const { width, height, components, orientation } = headOf(bytes);
  check(width, height);
  const colours = COLOURS[components];
  if (colours === undefined) throw damaged();
  const drawing = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`;
  // CMYK of photographs is stored inverted.
  const decode = components === 4 ? "/Decode [1 0 1 0 1 0 1 0]" : "";
  const image = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /${colours}`;
  return assembled([
    ["<< /Type /Catalog /Pages 2 0 R >>"],
    ["<< /Type /Pages /Count 1 /Kids [3 0 R] >>"],
    [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${TURNED[orientation] ?? 0} /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>`,
    ],
    [`<< /Length ${drawing.length} >>`, letters(drawing)],
    [`<< ${image} ${decode} /Filter /DCTDecode /Length ${bytes.length} >>`, bytes],
  ]);
}

function damaged() {
  return unreadable("图片已损坏，无法读取", "请重新扫描或拍照后报送");
}

/** The segments before the picture's data: its measures (SOF) and the telephone's notes (APP1). */
function headOf(bytes: Uint8Array): Head {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let orientation = 1;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components: bytes[at + 9]!, orientation };
    const length = view.getUint16(at + 2);
    if (marker === 0xe1) orientation = orientationIn(bytes.subarray(at + 4, at + 2 + length)) ?? orientation;
    at += 2 + length;
  }
  throw damaged();
}

/** 拍摄方向 out of an Exif block: the first directory of a TIFF head, either byte order. */
function orientationIn(block: Uint8Array): number | undefined {
  if (String.fromCharCode(...block.subarray(0, 4)) !== "Exif" || block.length < 16) return undefined;
  const tiff = new DataView(block.buffer, block.byteOffset + 6, block.byteLength - 6);
  const little = tiff.getUint8(0) === 0x49;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entries = tiff.getUint16(directory, little);
  for (let at = directory + 2; at + 12 <= tiff.byteLength && at < directory + 2 + entries * 12; at += 12)
    if (tiff.getUint16(at, little) === 0x0112) return tiff.getUint16(at + 8, little);
  return undefined;
}

type PdfObject = readonly [head: string, stream?: Uint8Array];

function assembled(objects: readonly PdfObject[]): Uint8Array {
  const parts: Uint8Array[] = [letters("%PDF-1.4\n")];
  const offsets: number[] = [];
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [at, [head, stream]] of objects.entries()) {
    offsets.push(length());
    parts.push(letters(`${at + 1} 0 obj\n${head}\n`));
    if (stream) parts.push(letters("stream\n"), stream, letters("\nendstream\n"));
    parts.push(letters("endobj\n"));
  }
  const start = length();
  const places = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const count = objects.length + 1;
  parts.push(
    letters(
      `xref\n0 ${count}\n0000000000 65535 f \n${places}trailer << /Size ${count} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  const out = new Uint8Array(length());
  let to = 0;
  for (const part of parts) {
    out.set(part, to);
    to += part.length;
  }
  return out;
}

function letters(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
