import { decodeText } from "../decode.js";
import { tooLarge, unsupported } from "../refusal.js";
import type { StyleFiles } from "./style-sources.js";

interface MailPart {
  readonly headers: string;
  readonly body: string;
}

/** One page of a web archive, and the address under which the others name it. */
export interface ArchivedPage {
  readonly html: string;
  readonly location: string;
}

/** 单个文件网页（.mht）: the pages in a web archive, and its style sheets. */
export function pagesOfArchive(text: string): { readonly pages: readonly ArchivedPage[]; readonly styles: StyleFiles } {
  const mail = splitPart(text.replace(/\r\n?/g, "\n"));
  const boundary = /boundary="?([^";\n]+)"?/i.exec(mail.headers)?.[1];
  const parts = boundary === undefined ? [mail] : partsOf(mail.body, `--${boundary.trim()}`).map(splitPart);
  const pages = parts.filter(isOf("text/html"));
  if (pages.length === 0)
    throw unsupported("网页存档内没有可读的网页", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送");
  const bases = pages.map(locationOf);
  const styles = parts.filter(isOf("text/css")).flatMap((part) => {
    const css = decodedBody(part);
    return addressesOf(part, bases).map((address) => [address, css] as const);
  });
  const own = pages.map((part) => ({ html: decodedBody(part), location: locationOf(part) }));
  return { pages: own, styles: new Map(styles) };
}

function isOf(type: string): (part: MailPart) => boolean {
  const pattern = new RegExp(`^content-type:\\s*${type}`, "im");
  return ({ headers }) => pattern.test(headers);
}

function locationOf({ headers }: MailPart): string {
  return /^content-location:\s*(\S+)/im.exec(headers)?.[1] ?? "";
}

/** How a page may name the part: by its address, by what of it lies below the page's folder, by its number. */
function addressesOf(part: MailPart, bases: readonly string[]): readonly string[] {
  const address = locationOf(part);
  const id = /^content-id:\s*<([^>\s]+)>/im.exec(part.headers)?.[1];
  const folders = bases.map((base) => base.slice(0, base.lastIndexOf("/") + 1)).filter((folder) => folder !== "");
  const below = folders.filter((folder) => address.startsWith(folder)).map((folder) => address.slice(folder.length));
  return [address, ...below, ...(id === undefined ? [] : [`cid:${id}`])].filter((one) => one !== "");
}

/** A page has a part for each picture and each sheet. */
const MOST_PARTS = 2000;

function partsOf(body: string, boundary: string): readonly string[] {
  const parts = body.split(boundary, MOST_PARTS + 1);
  if (parts.length > MOST_PARTS) throw tooLarge(`网页存档的部分超过 ${MOST_PARTS} 个`);
  return parts;
}

function splitPart(part: string): MailPart {
  const trimmed = part.replace(/^\n+/, "");
  const end = trimmed.indexOf("\n\n");
  if (end < 0) return { headers: "", body: trimmed };
  return { headers: trimmed.slice(0, end).replace(/\n[ \t]+/g, " "), body: trimmed.slice(end + 2) };
}

function decodedBody({ headers, body }: MailPart): string {
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(headers)?.[1]?.toLowerCase();
  if (encoding === "quoted-printable") return decodeText(fromQuotedPrintable(body));
  if (encoding === "base64") return decodeText(fromBase64(body));
  return body;
}

function fromQuotedPrintable(body: string): Uint8Array {
  const raw = new TextEncoder().encode(body.replace(/=[ \t]*\n/g, ""));
  const bytes = new Uint8Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; at++) {
    const pair =
      raw[at] === 0x3d ? Number.parseInt(String.fromCharCode(raw[at + 1] ?? 0, raw[at + 2] ?? 0), 16) : Number.NaN;
    bytes[length++] = Number.isNaN(pair) ? (raw[at] as number) : pair;
    if (!Number.isNaN(pair)) at += 2;
  }
  return bytes.subarray(0, length);
}

function fromBase64(body: string): Uint8Array {
  return Uint8Array.from(atob(body.replace(/[^A-Za-z0-9+/=]/g, "")), (character) => character.charCodeAt(0));
}
