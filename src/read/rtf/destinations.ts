import type { XmlListener } from "../xml.js";
import { openDefinition } from "./row.js";
import { type Destination, type Group, groupOf, PLAIN_PARAGRAPH, type State, storyOf } from "./state.js";
import { addText, closeTables, endParagraph, openStory, paragraphOf } from "./story.js";
import { UNKNOWN_SIGN } from "./words.js";

type Begin = (state: State, group: Group) => void;

/** Groups whose text is for another purpose than to be read in its place. */
const OTHERWISE: Readonly<Record<string, Destination>> = {
  fonttbl: "fonts",
  colortbl: "colours",
  stylesheet: "styles",
  listtable: "lists",
  listoverridetable: "lists",
  upr: "alternatives",
};

/** 页眉页脚、脚注、批注、文件信息、索引和旧程序的替代内容: no part of the text. */
const NOT_TEXT = new Set(
  (
    "info header headerl headerr headerf footer footerl footerr footerf footnote annotation nonshppict nonesttables " +
    "shprslt xe tc rxe tcn objdata ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn mmathPict pntxta pntxtb template " +
    "falt panose keycode title author operator comment list listoverride listlevel leveltext levelnumbers listname"
  ).split(" "),
);

const DESTINATIONS: ReadonlyMap<string, Begin> = new Map<string, Begin>([
  ["fldinst", beginInstruction],
  ["listtext", beginNumber],
  ["pntext", beginNumber],
  ["nesttableprops", (_, group) => (group.definition = openDefinition())],
  ["shpinst", beginDrawing],
  ["do", beginDrawing],
  ["sp", beginProperty],
  ["shptxt", beginBox],
  ["dptxbxtext", beginBox],
  ["pict", beginPicture],
  ["object", beginObject],
  ["mmath", beginFormula],
  ["moMath", beginFormula],
  ["moMathPara", beginFormula],
  // What these hold is read like the text around them.
  ["shppict", () => {}],
  ["ud", () => {}],
]);

/** Begins a destination if the word is one, and passes over one that is not known and may be passed over. */
export function beginDestination(state: State, name: string): boolean {
  const group = groupOf(state);
  const { starred, destination } = group;
  if (destination === "styles") return starred && !/^[cdt]s$/.test(name) && skip(group);
  if (destination === "alternatives") return chooseAlternative(group, name);
  if (destination !== "text" && destination !== "drawing") return starred && skip(group);
  const begin = DESTINATIONS.get(name);
  if (begin) begin(state, group);
  else if (Object.hasOwn(OTHERWISE, name)) group.destination = OTHERWISE[name] as Destination;
  else if (starred || NOT_TEXT.has(name)) skip(group);
  else return false;
  return true;
}

/** Of two ways to write a text the one in Unicode is read. */
function chooseAlternative(group: Group, name: string): true {
  group.destination = name === "ud" ? "text" : "skip";
  return true;
}

function skip(group: Group): true {
  group.destination = "skip";
  return true;
}

/** Collects the text of a group, and gives it away at its end. */
function collect(state: State, group: Group, destination: Destination, give: (text: string) => void): void {
  const before = state.collected;
  state.collected = "";
  group.destination = destination;
  group.end = () => {
    const text = state.collected;
    state.collected = before;
    give(text);
  };
}

/** 域代码: some fields draw signs of which nothing is kept as text. */
function beginInstruction(state: State, group: Group): void {
  collect(state, group, "instruction", (text) => {
    const to = paragraphOf(storyOf(state));
    for (const name of ["r", "instrText"]) to.open(name, new Map());
    to.text(text);
    for (const name of ["instrText", "r"]) to.close(name);
  });
}

/** 自动编号 as older programs show it. A bullet is none, not even the letter that looks like one. */
function beginNumber(state: State, group: Group): void {
  collect(state, group, "number", (text) => {
    if (/[\p{L}\p{N}]/u.test(text) && text.trim() !== "o") state.numbered = true;
  });
}

function sign(to: XmlListener, name: string): void {
  to.open(name, new Map());
  to.close(name);
}

function beginDrawing(state: State, group: Group): void {
  const to = paragraphOf(storyOf(state));
  to.open("drawing", new Map());
  sign(to, "anchor");
  group.destination = "drawing";
  group.end = () => paragraphOf(storyOf(state)).close("drawing");
}

/** 直线、连接线 of shapes, by their number. */
const LINES = /^shapeType\s*(?:20|3[2-9]|40)$/;

function beginProperty(state: State, group: Group): void {
  if (group.destination !== "drawing") return void skip(group);
  collect(state, group, "property", (text) => {
    if (LINES.test(text.trim())) sign(paragraphOf(storyOf(state)), "line");
  });
}

/** 文本框: a text of its own. */
function beginBox(state: State, group: Group): void {
  const outer = storyOf(state);
  const to = paragraphOf(outer);
  to.open("txbxContent", new Map());
  state.stories.push(openStory(outer.telling, to));
  // The number of the paragraph around it is not that of the first in the box.
  const { numbered } = state;
  state.numbered = false;
  Object.assign(group, { destination: "text", look: {}, paragraph: PLAIN_PARAGRAPH });
  group.end = () => {
    closeStory(state);
    state.stories.pop();
    state.numbered = numbered;
    to.close("txbxContent");
  };
}

/** Ends the text that is open: a last paragraph without its mark, and its tables. */
export function closeStory(state: State): void {
  const story = storyOf(state);
  if (story.told) endParagraph(story, 0, { numbered: state.numbered });
  closeTables(story, 0);
}

function beginPicture(state: State, group: Group): void {
  const to = paragraphOf(storyOf(state));
  to.open("drawing", new Map());
  sign(to, "blip");
  to.close("drawing");
  skip(group);
}

/** 对象: what it shows may be text, which is read; the cell says that an object stands in it. */
function beginObject(state: State, group: Group): void {
  beginPicture(state, group);
  group.destination = "text";
}

/** 公式: more than its signs in a row. */
function beginFormula(state: State, group: Group): void {
  addText(storyOf(state), {}, UNKNOWN_SIGN);
  skip(group);
}
