import { gridsOf, type MadeEntry, makeZip, readOne, textsOf } from "./making.js";

const NAMES =
  'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:fo="f" xmlns:draw="d" xmlns:svg="v" xmlns:dc="c" xmlns:loext="l"';

export interface OdtParts {
  /** Automatic styles, named styles, and what stands beside the two main parts. */
  readonly automatic?: string;
  readonly named?: string;
  readonly more?: readonly MadeEntry[];
}

/** Writes an OpenDocument text around the content of its body. */
export function makeOdt(body: string, { automatic = "", named = "", more = [] }: OdtParts = {}): Uint8Array {
  return makeZip([
    { name: "mimetype", content: "application/vnd.oasis.opendocument.text", stored: true },
    {
      name: "content.xml",
      content: `<office:document-content ${NAMES}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    },
    {
      name: "styles.xml",
      content: `<office:document-styles ${NAMES}><office:styles>${named}</office:styles></office:document-styles>`,
    },
    ...more,
  ]);
}

/** The same as one XML file. */
export function makeFodt(body: string, automatic = ""): Uint8Array {
  const kind = 'office:mimetype="application/vnd.oasis.opendocument.text"';
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n<office:document ${NAMES} office:version="1.3" ${kind}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document>`,
  );
}

export const odtParagraph = (content: string, attributes = ""): string => `<text:p ${attributes}>${content}</text:p>`;

export const odtCell = (content: string, attributes = ""): string =>
  `<table:table-cell ${attributes}>${odtParagraph(content)}</table:table-cell>`;

export const COVERED = "<table:covered-table-cell/>";

export const odtTable = (...rows: string[]): string =>
  `<table:table>${rows.map((row) => (row.startsWith("<table:table-row") ? row : `<table:table-row>${row}</table:table-row>`)).join("")}</table:table>`;

export const span = (style: string, content: string): string =>
  `<text:span text:style-name="${style}">${content}</text:span>`;

export const textStyle = (name: string, properties: string, family = "text", more = ""): string =>
  `<style:style style:name="${name}" style:family="${family}" ${more}><style:text-properties ${properties}/></style:style>`;

export async function odtGrid(body: string, parts?: OdtParts) {
  return gridsOf(await readOne(makeOdt(body, parts)))[0];
}

export async function odtLines(body: string, parts?: OdtParts): Promise<string[]> {
  return textsOf(await readOne(makeOdt(body, parts))).flatMap((block) => block.lines.map(({ text }) => text));
}
