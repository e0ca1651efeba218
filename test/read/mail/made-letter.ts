import { CFB } from "@e965/xlsx";
import { bytesOf, joined } from "../making.js";

/** 信的一部分: its header, line by line, and its body, of which each sign is one byte. */
export interface MadePart {
  readonly header: readonly string[];
  readonly body: string;
}

export const LETTER_HEADER: readonly string[] = [
  "From: =?GB2312?B?y67A+77W?= <slj@example.gov.cn>",
  "To: zwgk@example.gov.cn",
  "Subject: =?GB2312?B?xOqxqA==?=",
  "MIME-Version: 1.0",
];

/** A letter of several parts; `end` is false where it was cut off. */
export function makeLetter(parts: readonly MadePart[], end = true, mark = "外"): Uint8Array {
  const { header, body } = multipart("mixed", mark, parts, end);
  return letterOf([...LETTER_HEADER, ...header], body);
}

export function letterOf(header: readonly string[], body: string): Uint8Array {
  return latin1([...header, "", body].join("\r\n"));
}

export function multipart(kind: string, mark: string, parts: readonly MadePart[], end = true): MadePart {
  const name = `=_${Buffer.from(mark).toString("hex")}`;
  const written = parts.map(({ header, body }) => [`--${name}`, ...header, "", body].join("\r\n"));
  return {
    header: [`Content-Type: multipart/${kind}; boundary="${name}"`],
    body: [...written, ...(end ? [`--${name}--`] : [])].join("\r\n"),
  };
}

export const TEXT: MadePart = { header: ["Content-Type: text/plain; charset=utf-8"], body: "36 37 38" };

/** An attachment in base64, its name as the header writes it. */
export function attached(named: string, content: Uint8Array | string, type = "application/octet-stream"): MadePart {
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  const lines = Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\r\n");
  const header = [`Content-Type: ${type}`, `Content-Disposition: attachment; ${named}`];
  return { header: [...header, "Content-Transfer-Encoding: base64"], body: lines };
}

export function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

/** An attachment of a letter that Outlook saved: streams by the number and kind of their property. */
export type MadeAttachment = Readonly<Record<string, Uint8Array | string>>;

/** A letter as Outlook saves it. `within` holds the attachments of a letter that is attached to it. */
export function makeOutlookLetter(
  attachments: readonly MadeAttachment[],
  within: readonly MadeAttachment[] = [],
): Uint8Array {
  const file = CFB.utils.cfb_new();
  const add = (path: string, content: Uint8Array): void => void CFB.utils.cfb_add(file, path, content);
  add("/__properties_version1.0", new Uint8Array(32));
  for (const [at, one] of attachments.entries()) addAttachment(add, "", at, one);
  if (within.length > 0) {
    const inner = `/__attach_version1.0_#${numbered(attachments.length)}/__substg1.0_3701000D`;
    add(`${inner}/__properties_version1.0`, new Uint8Array(24));
    for (const [at, one] of within.entries()) addAttachment(add, inner, at, one);
  }
  return new Uint8Array(CFB.write(file, { type: "buffer" }) as Uint8Array);
}

function addAttachment(
  add: (path: string, content: Uint8Array) => void,
  above: string,
  at: number,
  one: MadeAttachment,
): void {
  for (const [property, content] of Object.entries(one))
    add(
      `${above}/__attach_version1.0_#${numbered(at)}/__substg1.0_${property}`,
      typeof content === "string" ? utf16(content) : content,
    );
}

/** Eight hexadecimal digits. */
function numbered(at: number): string {
  return at.toString(16).toUpperCase().padStart(8, "0");
}

function utf16(text: string): Uint8Array {
  return joined([new Uint8Array(Buffer.from(text, "utf16le"))]);
}
