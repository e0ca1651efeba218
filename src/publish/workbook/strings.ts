import { escapeXml } from "../markup.js";
import { safeText } from "./cell-text.js";

/** 共用文字: every text of a workbook stands in it once, and cells name its place. */
export interface SharedTexts {
  readonly placeOf: (text: string) => number;
  /** sharedStrings.xml in pieces, once all sheets are written. */
  readonly pieces: () => Iterable<string>;
}

export function openSharedTexts(): SharedTexts {
  const places = new Map<string, number>();
  return {
    placeOf: (text) => {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, places.size);
      return places.size - 1;
    },
    pieces: () => sharedXml(places),
  };
}

function* sharedXml(places: ReadonlyMap<string, number>): Iterable<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${places.size}">`;
  for (const text of places.keys()) yield `<si>${textXml(safeText(text))}</si>`;
  yield "</sst>";
}

/** Blanks at an end and line ends are kept only where that is said. */
function textXml(text: string): string {
  return `<t${/^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ""}>${escapeXml(text)}</t>`;
}
