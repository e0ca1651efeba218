import type { ReadDocument } from "../../src/grid.js";
import { type MadeEntry, makeZip, readOne } from "./making.js";

/** Builds small OFD files (GB/T 33190-2016) by hand. Places are mm from the upper left corner, y grows downwards. */
export interface MadeOfd {
  readonly pages: readonly MadeOfdPage[];
  /** Template pages by id. */
  readonly templates?: Readonly<Record<string, string>>;
  /** What the document's resource file defines. */
  readonly resources?: string;
  /** Further elements of Document.xml and of OFD.xml's DocBody. */
  readonly document?: string;
  readonly body?: string;
  readonly entries?: readonly MadeEntry[];
}

/** `content`: the objects of the body layer, or `layers`: whole layers. */
export interface MadeOfdPage {
  readonly content?: string;
  readonly layers?: string;
  readonly template?: string;
}

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function ofdEntries({ pages, templates = {}, resources = "", document = "", body = "", entries = [] }: MadeOfd) {
  const listed = pages.map((_, at) => `<ofd:Page ID="${at + 1}" BaseLoc="Pages/Page_${at}/Content.xml"/>`).join("");
  const layouts = Object.keys(templates).map((id) => `<ofd:TemplatePage ID="${id}" BaseLoc="Tpls/${id}.xml"/>`);
  const area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>";
  const common = `${area}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>${layouts.join("")}`;
  const made: MadeEntry[] = [
    part("OFD.xml", "OFD", `<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>${body}</ofd:DocBody>`),
    part(
      "Doc_0/Document.xml",
      "Document",
      `<ofd:CommonData>${common}</ofd:CommonData><ofd:Pages>${listed}</ofd:Pages>${document}`,
    ),
    part("Doc_0/PublicRes.xml", "Res", `<ofd:Fonts><ofd:Font ID="4" FontName="宋体"/></ofd:Fonts>${resources}`),
    ...Object.entries(templates).map(([id, content]) => part(`Doc_0/Tpls/${id}.xml`, "Page", pageOf({ content }))),
    ...pages.map((page, at) => part(`Doc_0/Pages/Page_${at}/Content.xml`, "Page", pageOf(page))),
  ];
  return [...made, ...entries];
}

export function part(name: string, root: string, content: string): MadeEntry {
  return { name, content: `${HEAD}<ofd:${root} ${NAMESPACE}>${content}</ofd:${root}>` };
}

function pageOf({ content = "", layers, template }: MadeOfdPage): string {
  const below = template === undefined ? "" : `<ofd:Template TemplateID="${template}" ZOrder="Background"/>`;
  return `${below}<ofd:Content>${layers ?? `<ofd:Layer ID="9">${content}</ofd:Layer>`}</ofd:Content>`;
}

export function madeOfd(made: MadeOfd): Uint8Array {
  return makeZip(ofdEntries(made));
}

/** What is read of pages with these objects. */
export async function read(...pages: readonly string[]): Promise<ReadDocument> {
  return readOne(madeOfd({ pages: pages.map((content) => ({ content })) }), "年报.ofd");
}

const NAMES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => NAMES[sign]!);
}

function advance(character: string, size: number): number {
  return character.charCodeAt(0) < 128 ? size / 2 : size;
}

/** One object for a piece of writing, its first base line at (x, y), as 数科 and Foxit write it. `more`: attributes; `inner`: elements. */
export function write(text: string, x: number, y: number, { size = 3, more = "", inner = "" } = {}): string {
  const characters = [...text];
  const steps = characters.slice(0, -1).map((one) => advance(one, size));
  const width = characters.reduce((total, one) => total + advance(one, size), 0);
  const delta = steps.length > 0 ? ` DeltaX="${abbreviated(steps)}"` : "";
  return object(
    "TextObject",
    `Boundary="${x} ${y - size} ${width} ${size * 1.3}" Font="4" Size="${size}" ${more}`,
    `${inner}<ofd:TextCode X="0" Y="${size}"${delta}>${escaped(text)}</ofd:TextCode>`,
  );
}

/** 缩写: `g 3 1.5` for 1.5 1.5 1.5. */
function abbreviated(steps: readonly number[]): string {
  const words: string[] = [];
  for (let at = 0; at < steps.length; ) {
    let count = 1;
    while (steps[at + count] === steps[at]) count += 1;
    words.push(count > 2 ? `g ${count} ${steps[at]}` : Array(count).fill(steps[at]).join(" "));
    at += count;
  }
  return words.join(" ");
}

/** One object for every character, of size 1 and scaled, as programs write that print into OFD. */
export function writeSingly(text: string, x: number, y: number, size = 3): string {
  let at = x;
  return [...text]
    .map((character) => {
      const here = at;
      at += advance(character, size);
      const box = `Boundary="${here} ${y - size} ${at - here} ${size * 1.3}" CTM="${size} 0 0 ${size} 0 0"`;
      const code = `<ofd:TextCode X="0" Y="1">${escaped(character)}</ofd:TextCode>`;
      return object("TextObject", `${box} Font="4" Size="1"`, code);
    })
    .join("");
}

/** A line in a box that is just as large as it. */
export function line(x0: number, y0: number, x1: number, y1: number): string {
  const box = `Boundary="${x0} ${y0} ${x1 - x0} ${y1 - y0}" LineWidth="0.2"`;
  return path(box, `M 0 0 L ${x1 - x0} ${y1 - y0}`);
}

/** A line drawn as a thin filled box. */
export function bar(x0: number, y0: number, x1: number, y1: number): string {
  const [width, height] = [x1 - x0 + 0.2, y1 - y0 + 0.2];
  return filled({ left: x0 - 0.1, top: y0 - 0.1, width, height }, "0 0 0");
}

export function filled(
  { left, top, width, height }: Readonly<Record<"left" | "top" | "width" | "height", number>>,
  colour: string,
): string {
  const box = `Boundary="${left} ${top} ${width} ${height}" Stroke="false" Fill="true"`;
  const data = `M 0 0 L ${width} 0 L ${width} ${height} L 0 ${height} C`;
  return path(box, data, `<ofd:FillColor Value="${colour}"/>`);
}

export function path(attributes: string, data: string, inner = ""): string {
  return object("PathObject", attributes, `${inner}<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData>`);
}

export function object(name: string, attributes: string, inner: string): string {
  return `<ofd:${name} ID="1" ${attributes}>${inner}</ofd:${name}>`;
}

/** All lines of a raster. */
export function raster(xs: readonly number[], ys: readonly number[], draw = line): string {
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return xs.map((x) => draw(x, top, x, bottom)).join("") + ys.map((y) => draw(left, y, right, y)).join("");
}

export const XS = [20, 60, 80, 100];
export const YS = [30, 38, 46, 54];
