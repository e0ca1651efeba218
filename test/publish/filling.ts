import { zipped } from "../../src/zip.js";
import { resavedByOffice } from "../libreoffice.js";
import { unzip } from "./reading.js";

/** 填表: what is typed, by sheet and cell. */
export type Typed = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Changes the parts of a workbook as texts. */
export function changed(bytes: Uint8Array, change: (name: string, xml: string) => string): Uint8Array {
  const entries = [...unzip(bytes)].map(([name, content]) => {
    const xml = change(name, new TextDecoder().decode(content));
    return { name, content: [new TextEncoder().encode(xml)] };
  });
  return Buffer.concat([...zipped(entries)]);
}

/** The part of a sheet, by its name. */
export function partOf(bytes: Uint8Array, sheet: string): string {
  const workbook = new TextDecoder().decode(unzip(bytes).get("xl/workbook.xml"));
  const id = new RegExp(`name="${sheet}" sheetId="(\\d+)"`).exec(workbook)?.[1];
  if (id === undefined) throw new Error(`no sheet ${sheet}`);
  return `xl/worksheets/sheet${id}.xml`;
}

/** What a spreadsheet program leaves of the cells that somebody typed into; a formula's cell takes it as its kept result. */
export function filled(bytes: Uint8Array, typed: Typed): Uint8Array {
  const byPart = new Map(Object.entries(typed).map(([sheet, cells]) => [partOf(bytes, sheet), cells]));
  return changed(bytes, (name, xml) =>
    Object.entries(byPart.get(name) ?? {}).reduce((text, [cell, value]) => withValue(text, cell, value), xml),
  );
}

function withValue(xml: string, cell: string, value: string): string {
  const found = new RegExp(`<c r="${cell}" s="(\\d+)"[^>]*?(?:/>|>(<f>.*?</f>)?.*?</c>)`).exec(xml);
  if (!found) throw new Error(`no cell ${cell}`);
  const type = /^-?[\d.]+$/.test(value) ? "" : ' t="str"';
  return xml.replace(found[0], `<c r="${cell}" s="${found[1]}"${type}>${found[2] ?? ""}<v>${value}</v></c>`);
}

/** The formula of a cell. */
export function formulaOf(bytes: Uint8Array, sheet: string, cell: string): string | undefined {
  const xml = new TextDecoder().decode(unzip(bytes).get(partOf(bytes, sheet)));
  return new RegExp(`<c r="${cell}"[^>]*><f>(.*?)</f>`).exec(xml)?.[1];
}

/** 重算: opened, calculated anew and saved again by LibreOffice. Nothing is left of the results that were kept before. */
export async function recalculated(bytes: Uint8Array, ending: "xlsx" | "xls" | "ods"): Promise<Uint8Array> {
  const without = changed(bytes, (name, xml) =>
    name === "docProps/app.xml"
      ? xml.replace("Microsoft Excel", "Other")
      : xml.replace(/ t="str"(><f>.*?<\/f>)<v>.*?<\/v>/g, "$1").replace(/(<f>.*?<\/f>)<v>.*?<\/v>/g, "$1"),
  );
  const [[, saved]] = (await resavedByOffice(without, [ending])) as [readonly [string, Uint8Array]];
  return saved;
}
