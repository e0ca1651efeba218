/** The signature at a file's beginning by which its kind is known, and whether its end is there. */
interface Ending {
  readonly begins: readonly number[];
  readonly isThere: (bytes: Uint8Array) => boolean;
}

/** A ZIP file ends in a list of its entries, behind which a comment of 65535 bytes may stand. */
const ZIP_END = [0x50, 0x4b, 0x05, 0x06];
const LONGEST_ZIP_END = 22 + 65_535;
const PDF_END = [0x25, 0x25, 0x45, 0x4f, 0x46];
const LONGEST_PDF_END = 2048;
const OLE_SECTOR = 512;

const ENDINGS: readonly Ending[] = [
  { begins: [0x50, 0x4b, 0x03, 0x04], isThere: (bytes) => holds(bytes, ZIP_END, LONGEST_ZIP_END) },
  { begins: [0x25, 0x50, 0x44, 0x46], isThere: (bytes) => holds(bytes, PDF_END, LONGEST_PDF_END) },
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    isThere: (bytes) => bytes.length > OLE_SECTOR && bytes.length % OLE_SECTOR === 0,
  },
];

/** 没有写完的样子: an empty file, or a workbook, document, archive or PDF whose end is not there yet. */
export function looksUnfinished(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return true;
  const ending = ENDINGS.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte));
  return ending !== undefined ? !ending.isThere(bytes) : isOpenPage(bytes);
}

/** A web page that begins and does not end. */
function isOpenPage(bytes: Uint8Array): boolean {
  const latin = (part: Uint8Array): string => new TextDecoder("latin1").decode(part);
  return /<html[\s>]/i.test(latin(bytes.subarray(0, 1024))) && !/<\/html\s*>/i.test(latin(bytes.subarray(-4096)));
}

function holds(bytes: Uint8Array, sign: readonly number[], within: number): boolean {
  for (let at = bytes.length - sign.length; at >= Math.max(0, bytes.length - within); at--)
    if (sign.every((byte, offset) => bytes[at + offset] === byte)) return true;
  return false;
}
