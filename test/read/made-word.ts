import { gridsOf, makeDocx, readOne, textsOf } from "./making.js";

export function run(text: string): string {
  return `<w:r><w:t>${text}</w:t></w:r>`;
}

export function paragraph(content: string): string {
  return `<w:p>${content}</w:p>`;
}

export function cell(text: string, properties = ""): string {
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run(text))}</w:tc>`;
}

export function table(...rows: string[]): string {
  return `<w:tbl>${rows.map((row) => `<w:tr>${row}</w:tr>`).join("")}</w:tbl>`;
}

export async function gridOf(body: string) {
  return gridsOf(await readOne(makeDocx(body)))[0];
}

export async function linesOf(body: string): Promise<string[]> {
  return textsOf(await readOne(makeDocx(body))).flatMap((block) => block.lines.map((line) => line.text));
}
