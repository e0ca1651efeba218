import { changed } from "./look.js";
import { openDefinition, takeRowWord } from "./row.js";
import { type Group, groupOf, type Paragraph, PLAIN_PARAGRAPH, type State, say, storyOf } from "./state.js";
import { endCell, endParagraph, endRow } from "./story.js";
import { colourOf, showsNumber } from "./tables.js";

/** Keeps what has no text from being taken for a digit, or for nothing. */
export const UNKNOWN_SIGN = "\ufffd";

/** Characters that have words of their own, and what the program writes when it shows the document. */
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: "\t",
  line: "\n",
  lbr: "\n",
  page: "\n",
  column: "\n",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  emspace: "\u2003",
  enspace: "\u2002",
  qmspace: "\u2005",
  chdate: UNKNOWN_SIGN,
  chdpl: UNKNOWN_SIGN,
  chdpa: UNKNOWN_SIGN,
  chtime: UNKNOWN_SIGN,
  chpgn: UNKNOWN_SIGN,
  sectnum: UNKNOWN_SIGN,
};

export function characterOf(name: string): string | undefined {
  return Object.hasOwn(CHARACTERS, name) ? CHARACTERS[name] : undefined;
}

type Say = (state: State, value: number | undefined, group: Group) => void;

/** 控制字 of the text itself; those of characters, rows and looks stand in lists of their own. */
const WORDS: ReadonlyMap<string, Say> = new Map<string, Say>([
  ["par", (state, _, { paragraph }) => closeParagraph(state, paragraph.level)],
  ["sect", (state, _, { paragraph }) => closeParagraph(state, paragraph.level)],
  ["cell", (state) => closeCell(state, 1)],
  ["nestcell", (state, _, { paragraph }) => closeCell(state, Math.max(2, paragraph.level))],
  ["row", (state) => endRow(storyOf(state), 1, storyOf(state).definition)],
  ["nestrow", closeNestedRow],
  ["trowd", openRow],
  ["pard", (_, __, group) => (group.paragraph = PLAIN_PARAGRAPH)],
  ["plain", (_, __, group) => Object.assign(group, { look: {}, wide: false })],
  ["intbl", (_, value, group) => set(group, { level: value === 0 ? 0 : Math.max(1, group.paragraph.level) })],
  ["itap", (_, value = 0, group) => set(group, { level: Math.max(0, value) })],
  ["s", (_, value = 0, group) => set(group, { style: value })],
  ["cbpat", (_, value = 0, group) => set(group, { ground: value })],
  ["ls", (_, value = 0, group) => set(group, { list: value })],
  ["ilvl", (_, value = 0, group) => set(group, { listLevel: value })],
  ["uc", (_, value = 1, group) => (group.fallback = Math.max(0, value))],
  ["ansicpg", (state, value) => (state.documentPage = value || state.documentPage)],
  ["mac", (state) => (state.documentPage = 10000)],
  ["deff", (state, value) => (state.defaultFont = value)],
  ["dbch", (_, __, group) => (group.wide = true)],
  ["loch", (_, __, group) => (group.wide = false)],
  ["hich", (_, __, group) => (group.wide = false)],
  ["af", (_, value, group) => Object.assign(group, group.wide ? { wideFont: value } : {})],
  ["u", sayUnicode],
]);

/** A control word within the text of the document. */
export function takeWord(state: State, name: string, value: number | undefined): void {
  const group = groupOf(state);
  const character = characterOf(name);
  const own = WORDS.get(name);
  const look = changed(group.look, name, value);
  if (name === "f" && group.wide) group.wideFont = value;
  if (character !== undefined) say(state, character);
  else if (own) own(state, value, group);
  else if (look) group.look = look;
  else takeRowWord(group.definition ?? storyOf(state).definition, name, value);
}

function set(group: Group, change: Partial<Paragraph>): void {
  group.paragraph = { ...group.paragraph, ...change };
}

/** Numbers above 32767 are written as negative ones. */
export function sayUnicode(state: State, value = 0): void {
  const code = value < 0 ? value + 0x1_0000 : value;
  say(state, code >= 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : UNKNOWN_SIGN);
  state.passing = groupOf(state).fallback;
}

function closeParagraph(state: State, level: number): void {
  const { paragraph } = groupOf(state);
  const { tables } = state;
  const numbered = state.numbered || showsNumber(tables, paragraph.list, paragraph.listLevel);
  state.numbered = false;
  endParagraph(storyOf(state), level, { numbered, ground: colourOf(tables, paragraph.ground) });
}

function closeCell(state: State, level: number): void {
  closeParagraph(state, level);
  endCell(storyOf(state), level);
}

function closeNestedRow(state: State, _: number | undefined, group: Group): void {
  const story = storyOf(state);
  endRow(story, Math.max(2, group.paragraph.level), group.definition ?? story.definition);
}

function openRow(state: State, _: number | undefined, group: Group): void {
  if (group.definition) group.definition = openDefinition();
  else storyOf(state).definition = openDefinition();
}
