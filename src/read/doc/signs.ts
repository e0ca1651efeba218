import type { CharacterLook, Stretch, TextBox } from "../doc-file/doc-file.js";
import { attributesOf } from "../word/word.js";
import type { Attributes, XmlListener } from "../xml.js";
import { FIELD_MARKS, isShown, noteInstruction, takeFieldMark } from "./fields.js";
import { type Telling, tellEmpty, value } from "./telling.js";

const NONE: Attributes = new Map();

/** Told as an element of its own, without text. Before and behind the end of a page or a column stand two texts. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ["\t", "tab"],
  ["\v", "br"],
  ["\f", "br"],
  ["\x0e", "br"],
  ["\x1e", "noBreakHyphen"],
]);
/** 软连字符: seen only where a line ends. */
const SOFT_HYPHEN = "\x1f";
/** 批注、脚注、尾注的标记, separators of notes: they add nothing to the text. */
const MARKS_OF_NOTES: ReadonlySet<string> = new Set(["\x02", "\x03", "\x04", "\x05"]);
/** 内容控件的两端. */
const ENDS_OF_CONTROLS: ReadonlySet<string> = new Set(["<", ">"]);
const PICTURE = "\x01";
const DRAWING = "\x08";
const FIRST_TEXT = " ";

/** Tells a run of one look. */
export function tellStretch(telling: Telling, { from, text, look }: Stretch, tellBox: TellBox): void {
  const { walk } = telling;
  if (look.deleted) walk.open("del", NONE);
  walk.open("r", NONE);
  tellLook(walk, look);
  if (look.special) {
    for (const [at, sign] of text.split("").entries()) {
      if (sign === DRAWING && isShown(telling.fields)) tellDrawing(telling, from + at, tellBox);
      else tellSpecial(telling, sign, look);
    }
  } else for (const [part] of text.matchAll(/\p{Cc}|\P{Cc}+/gu)) tellPlain(telling, part, look);
  walk.close("r");
  if (look.deleted) walk.close("del");
}

function tellPlain({ walk, fields }: Telling, part: string, look: CharacterLook): void {
  const element = ELEMENTS.get(part);
  if (!isShown(fields)) noteInstruction(fields, part);
  else if (element) tellEmpty(walk, element);
  else if (part >= FIRST_TEXT) tellText(walk, look.deleted ? "delText" : "t", part);
  // A sign that no document has: what a program shows of it can't be told.
  else if (part !== SOFT_HYPHEN) tellEmpty(walk, "pgNum");
}

function tellSpecial(telling: Telling, sign: string, look: CharacterLook): void {
  const { walk, fields } = telling;
  if (Object.values<string>(FIELD_MARKS).includes(sign)) {
    const instruction = takeFieldMark(fields, sign);
    if (instruction !== undefined && !look.deleted) tellText(walk, "instrText", instruction);
  } else if (!isShown(fields) || MARKS_OF_NOTES.has(sign)) return;
  else if (look.symbol) tellEmpty(walk, "sym");
  else if (sign === PICTURE) tellPicture(walk, look);
  else if (sign < FIRST_TEXT) tellEmpty(walk, "pgNum");
  else if (!ENDS_OF_CONTROLS.has(sign)) tellPlain(telling, sign, look);
}

/** How the text of a box is told. */
type TellBox = (telling: Telling, box: TextBox) => void;

const FLOATING = attributesOf({ style: "position:absolute" });

/** 浮动图形: of what is not known nobody can tell what it shows. */
function tellDrawing(telling: Telling, character: number, tellBox: TellBox): void {
  const { walk, content, told } = telling;
  const drawing = content.drawings.at(character);
  walk.open("pict", NONE);
  tellEmpty(walk, "shape", FLOATING);
  if (drawing?.picture) tellEmpty(walk, "imagedata");
  if (drawing?.line) tellEmpty(walk, "line");
  for (const box of drawing?.boxes ?? []) {
    if (told.has(box)) continue;
    walk.open("txbxContent", NONE);
    tellBox(telling, box);
    walk.close("txbxContent");
  }
  walk.close("pict");
}

function tellPicture(walk: XmlListener, look: CharacterLook): void {
  if (look.fieldData) return;
  walk.open("pict", NONE);
  tellEmpty(walk, "imagedata");
  walk.close("pict");
}

function tellText(walk: XmlListener, name: string, text: string): void {
  walk.open(name, NONE);
  walk.text(text);
  walk.close(name);
}

function tellLook(walk: XmlListener, look: CharacterLook): void {
  walk.open("rPr", NONE);
  for (const [name, attributes] of propertiesOf(look)) tellEmpty(walk, name, attributes);
  walk.close("rPr");
}

type Property = readonly [name: string, attributes: Attributes];

function propertiesOf(look: CharacterLook): readonly Property[] {
  const properties: Property[] = [];
  if (look.struck || look.struckTwice) properties.push(["strike", NONE]);
  if (look.hidden || look.hiddenInField) properties.push(["vanish", NONE]);
  if (look.ink !== undefined) properties.push(["color", value(look.ink)]);
  if (look.size !== undefined) properties.push(["sz", value(look.size)]);
  if (look.scale !== undefined) properties.push(["w", value(look.scale)]);
  if (look.highlight !== undefined) properties.push(["highlight", value(look.highlight)]);
  if (look.shading) properties.push(["shd", look.shading]);
  if (look.raised) properties.push(["vertAlign", value("superscript")]);
  if (look.position !== 0) properties.push(["position", value(look.position)]);
  return properties;
}
