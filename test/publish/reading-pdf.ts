import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** The numbers set in table type, line by line from top to bottom and left to right. */
export async function pdfLines(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const document = await getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 }).promise;
  const lines: (readonly string[])[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const placed = items.flatMap((item) =>
      "str" in item && item.transform[0] < 10 && /^[\d.]+余?$/.test(item.str.trim())
        ? [{ text: item.str.trim(), x: item.transform[4], y: item.transform[5] }]
        : [],
    );
    lines.push(...linesOf(placed).map((line) => line.map((one) => one.text)));
  }
  await document.destroy();
  return lines;
}

function linesOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const lines: Placed[][] = [];
  for (const one of [...placed].sort((a, b) => b.y - a.y)) {
    const line = lines.at(-1);
    if (line && Math.abs((line[0]?.y ?? 0) - one.y) < 3) line.push(one);
    else lines.push([one]);
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x));
}
