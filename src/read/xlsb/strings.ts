import { eachRecord, type Fields, text, u8, u16, u32 } from "./records.js";
import { escaped } from "./xml-text.js";

const ITEM = 19;

/** 共享字符串 as XML. `fonts` are the workbook's, as the properties of a run. */
export function stringsXml(bytes: Uint8Array, fonts: readonly string[]): string {
  const items: string[] = ["<sst>"];
  eachRecord(bytes, (type, fields) => {
    if (type === ITEM) items.push(`<si>${richText(fields, fonts)}</si>`);
  });
  return `${items.join("")}</sst>`;
}

const HAS_RUNS = 1;

/** 富文本: the text in runs, each in its font; what stands before the first run is in the cell's own. */
export function richText(fields: Fields, fonts: readonly string[]): string {
  const flags = u8(fields);
  const whole = text(fields);
  const count = (flags & HAS_RUNS) === 0 ? 0 : u32(fields);
  if (count === 0) return `<t>${escaped(whole)}</t>`;
  const runs: { readonly from: number; readonly font: number }[] = [];
  for (let at = 0; at < count; at++) runs.push({ from: u16(fields), font: u16(fields) });
  const parts = runs.map(({ from, font }, at) =>
    run(whole.slice(from, runs[at + 1]?.from ?? whole.length), fonts[font]),
  );
  return `${run(whole.slice(0, runs[0]?.from ?? 0), undefined)}${parts.join("")}`;
}

function run(part: string, font: string | undefined): string {
  return part === "" ? "" : `<r>${font === undefined ? "" : `<rPr>${font}</rPr>`}<t>${escaped(part)}</t></r>`;
}
