import type { ReadDocument } from "../../src/grid.js";
import { DEFAULT_LIMITS } from "../../src/read/limits.js";
import { readHtml } from "../../src/read/web/web.js";
import { gridsOf, textsOf } from "./making.js";

/** What is read of a page. */
export function read(html: string): ReadDocument {
  return readHtml(html, DEFAULT_LIMITS);
}

export function grids(html: string): ReturnType<typeof gridsOf> {
  return gridsOf(read(html));
}

export function lines(html: string): string[] {
  return textsOf(read(html)).flatMap((block) => block.lines.map((line) => line.text));
}

export function table(rows: string): string {
  return `<table>${rows}</table>`;
}
