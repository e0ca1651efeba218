import type { Sheet } from "./sheet.js";

const LONGEST_NAME = 31;

/** 工作表名: as given as far as a workbook allows it; no two are the same, in small or capital letters, else the file can't be opened. */
export function distinctSheetNames(given: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return given.map((text) => {
    const plain = text.replace(/[[\]:*?/\\\p{Cc}]/gu, "_").replace(/^'|'$/g, "_");
    const stem = plain.trim() === "" ? "工作表" : plain;
    let name = short(stem, "");
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = short(stem, `（${number}）`);
    taken.add(name.toLowerCase());
    return name;
  });
}

function short(stem: string, ending: string): string {
  return `${stem.slice(0, LONGEST_NAME - ending.length).replace(/\p{Surrogate}$/u, "")}${ending}`;
}

/** The sheets of one workbook under names that differ. */
export function withDistinctNames(sheets: readonly Sheet[]): readonly Sheet[] {
  const names = distinctSheetNames(sheets.map(({ name }) => name));
  return sheets.map((sheet, at) => (names[at] === sheet.name ? sheet : { ...sheet, name: names[at]! }));
}
