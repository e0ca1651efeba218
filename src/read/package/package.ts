import { rememberedByText } from "../../remembered.js";
import type { Budget } from "../limits.js";
import { unreadable } from "../refusal.js";
import { decodeXml, readXml } from "../xml.js";
import { repeatedText } from "./repeated-part.js";
import { readEntry, type Zip, type ZipEntry } from "./zip.js";

export { nameIn, openZip, packedBytes, readEntry, type Zip, type ZipEntry } from "./zip.js";

/** 文档部件: the parts of an office file by name, in lower case and without a leading slash. */
export interface Parts {
  readonly zip: Zip;
  readonly budget: Budget;
  readonly byName: ReadonlyMap<string, ZipEntry>;
  /** XML into which parts were put that have none of their own; it takes the place of what the file has under that name. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** A reference from one part to another. */
export interface Relation {
  /** The last word of its type: worksheet, sharedStrings, styles … the same in transitional and strict files. */
  readonly kind: string;
  /** Part name, without a leading slash. */
  readonly target: string;
}

/** The parts of a zip file; two of one name are refused. */
export function partsOf(zip: Zip, budget: Budget): Parts {
  const byName = new Map<string, ZipEntry>();
  for (const entry of zip.entries) {
    const name = partName(entry.name);
    if (byName.has(name)) throw unreadable("压缩结构有重名条目，无法确定以哪一个为准");
    byName.set(name, entry);
  }
  return { zip, budget, byName };
}

export function hasPart(parts: Parts, name: string): boolean {
  return parts.byName.has(partName(name));
}

/** The text of an XML part; undefined where there is none. */
export function xmlPart(parts: Parts, name: string): string | undefined {
  const own = parts.texts?.get(partName(name));
  if (own !== undefined) return own;
  const bytes = partBytes(parts, name);
  return bytes && decodeXml(bytes);
}

/** The same parts, some of which have been put into XML. */
export function withTexts(parts: Parts, texts: ReadonlyMap<string, string>): Parts {
  return { ...parts, texts: new Map([...texts].map(([name, text]) => [partName(name), text])) };
}

/** The bytes of a part, of whatever kind. */
export function partBytes(parts: Parts, name: string): Uint8Array | undefined {
  const entry = parts.byName.get(partName(name));
  return entry && readEntry(parts.zip, entry, parts.budget);
}

/** The same for a part that many files have alike (styles, theme). */
export function repeatedPart(parts: Parts, name: string): string | undefined {
  const own = parts.texts?.get(partName(name));
  if (own !== undefined) return own;
  const entry = parts.byName.get(partName(name));
  return entry && repeatedText(parts.zip, entry, parts.budget);
}

/** The parts that a part refers to, by relation id. External targets are left out. */
export function relationsOf(parts: Parts, part: string): ReadonlyMap<string, Relation> {
  const slash = part.lastIndexOf("/");
  const folder = part.slice(0, slash + 1);
  const relations = new Map<string, Relation>();
  const xml = repeatedPart(parts, `${folder}_rels/${part.slice(slash + 1)}.rels`);
  for (const { id, kind, target } of xml === undefined ? [] : relationsListed(xml))
    relations.set(id, { kind, target: resolved(folder, target) });
  return relations;
}

/** The relations as they are written. Programs write the same ones into every file. */
const relationsListed = rememberedByText(
  (xml): readonly (Relation & { readonly id: string })[] => {
    const listed: (Relation & { readonly id: string })[] = [];
    readXml(xml, {
      open(name, attributes) {
        if (name !== "Relationship" || attributes.get("TargetMode") === "External") return;
        const kind = (attributes.get("Type") ?? "").split("/").at(-1) ?? "";
        listed.push({ id: attributes.get("Id") ?? "", kind, target: attributes.get("Target") ?? "" });
      },
      close() {},
      text() {},
    });
    return listed;
  },
  { longest: 20_000, most: 64 },
);

/** The name of the main part, as the root relations give it, or the usual one. */
export function mainPart(parts: Parts, usual: string): string {
  for (const relation of relationsOf(parts, "").values()) {
    if (relation.kind === "officeDocument" && hasPart(parts, relation.target)) return relation.target;
  }
  return usual;
}

function resolved(folder: string, target: string): string {
  const path = target.replace(/\\/g, "/");
  const steps: string[] = [];
  for (const step of (path.startsWith("/") ? path : folder + path).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function partName(name: string): string {
  return name.replace(/\\/g, "/").replace(/^\/+/, "").toLowerCase();
}
