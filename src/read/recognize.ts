import { type Archive, isVolume, volumeRefused } from "./archive/archive.js";
import { decodeText } from "./decode.js";
import { jsonKind } from "./json/json.js";
import type { Budget } from "./limits.js";
import { isLetter, isOutlookLetter } from "./mail/mail.js";
import { hasPart, openZip, partsOf, readEntry, type Zip } from "./package/package.js";
import { isDelimited } from "./plain/plain.js";
import { encrypted, unsupported } from "./refusal.js";
import { containerOf, kindOfCompound } from "./signature.js";

/** 识别结果: what a file is by its content, with what was opened or decoded to know it. */
export type Recognized =
  | { readonly kind: ZipKind; readonly zip: Zip }
  | { readonly kind: "archive"; readonly archive: Archive }
  | { readonly kind: "letter" }
  | { readonly kind: "xls" | "doc" | "pdf" | "rtf" }
  | { readonly kind: TextKind; readonly text: string };

type ZipKind = "xlsx" | "xlsb" | "docx" | "ods" | "odt" | "ofd";
type TextKind = "flatOdt" | "flatOds" | "csv" | "html" | "mhtml" | "spreadsheetml" | "text" | "rollUp" | "consolidated";

/** Tells a file's kind by its content; refuses what can't be read. The name decides only whether a text is a table. */
export function recognize(bytes: Uint8Array, name: string, budget: Budget): Recognized {
  if (isVolume(name)) throw volumeRefused();
  const container = containerOf(bytes);
  switch (container) {
    case "zip": {
      const zip = openZip(bytes, budget);
      const kind = kindOfZip(zip, budget);
      return kind === "archive" ? { kind, archive: { packing: "zip", zip } } : { kind, zip };
    }
    case "rar":
    case "7z":
    case "gzip":
    case "tar":
      return { kind: "archive", archive: { packing: container, bytes, name } };
    case "ole":
      if (isOutlookLetter(bytes)) return { kind: "letter" };
      return { kind: kindOfCompound(bytes) };
    case "pdf":
    case "rtf":
      return { kind: container };
    case "text": {
      if (isLetter(bytes)) return { kind: "letter" };
      const text = decodeText(bytes);
      return { kind: kindOfText(text, name), text };
    }
  }
}

function kindOfZip(zip: Zip, budget: Budget): ZipKind | "archive" {
  const parts = partsOf(zip, budget);
  if (hasPart(parts, "xl/workbook.xml")) return "xlsx";
  if (hasPart(parts, "word/document.xml")) return "docx";
  if (hasPart(parts, "xl/workbook.bin")) return "xlsb";
  if (hasPart(parts, "ppt/presentation.xml")) throw unsupported("这是演示文稿，无法读取");
  if (hasPart(parts, "OFD.xml")) return "ofd";
  if (hasPart(parts, "mimetype") && hasPart(parts, "content.xml")) return openDocument(zip, budget);
  if (hasPart(parts, "[Content_Types].xml")) return renamedPackage(zip, budget);
  return "archive";
}

/** An office file may give its main part any name; its content types tell what it is. */
function renamedPackage(zip: Zip, budget: Budget): "xlsx" | "xlsb" | "docx" {
  const types = contentOf(zip, "[Content_Types].xml", budget);
  if (/spreadsheetml\.(sheet|template)\.main|excel\.sheet\.macroEnabled\.main/.test(types)) return "xlsx";
  if (/excel\.sheet\.binary\.macroEnabled\.main/.test(types)) return "xlsb";
  if (/wordprocessingml\.(document|template)\.main|word\.document\.macroEnabled\.main/.test(types)) return "docx";
  throw unsupported("这不是电子表格或 Word 文档，无法读取");
}

function openDocument(zip: Zip, budget: Budget): "ods" | "odt" {
  const [, kind] = /opendocument\.(spreadsheet|text)/.exec(contentOf(zip, "mimetype", budget)) ?? [];
  if (kind === undefined) throw unsupported("这是 OpenDocument 演示或绘图文件，无法读取");
  const manifest = zip.entries.some((entry) => entry.name === "META-INF/manifest.xml")
    ? contentOf(zip, "META-INF/manifest.xml", budget)
    : "";
  if (manifest.includes("encryption-data")) throw encrypted("文件设有打开密码");
  return kind === "text" ? "odt" : "ods";
}

function contentOf(zip: Zip, name: string, budget: Budget): string {
  const entry = zip.entries.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  return entry ? new TextDecoder().decode(readEntry(zip, entry, budget)) : "";
}

const TAGS = /<(?:!doctype\s+html|(?:html|head|body|meta|table|title|style|div|p|span|font|center|h[1-6])[\s>/])/i;

const FLAT_HEAD = 10_000;

/** 单个 XML 文件的 OpenDocument: its first element names its kind. */
function flatKind(text: string): "flatOdt" | "flatOds" | undefined {
  const start = text.slice(0, FLAT_HEAD).indexOf("<office:document ");
  if (start < 0) return undefined;
  const tag = text.slice(start, text.indexOf(">", start));
  const [, kind] = /mimetype="application\/vnd\.oasis\.opendocument\.(text|spreadsheet)/.exec(tag) ?? [];
  return kind === undefined ? undefined : kind === "text" ? "flatOdt" : "flatOds";
}

function kindOfText(text: string, name: string): TextKind {
  const json = jsonKind(text);
  if (json !== undefined) return json;
  const head = text.slice(0, 2048).trimStart();
  if (
    /^(?:From:|MIME-Version:|Content-Type:\s*multipart)/im.test(head.slice(0, 400)) &&
    /multipart\/related/i.test(head)
  )
    return "mhtml";
  if (head.startsWith("<") && /<(?:\w+:)?Workbook[\s>]/.test(head)) return "spreadsheetml";
  const flat = flatKind(text);
  if (flat !== undefined) return flat;
  if (head.startsWith("<") && TAGS.test(head)) return "html";
  if (/<table[\s>]/i.test(text) && /<\/table\s*>/i.test(text)) return "html";
  return isDelimited(text, name) ? "csv" : "text";
}
