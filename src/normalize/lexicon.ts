import type { Axis, Form, Group, Line, Section } from "../form/form.js";
import { type Wording, wordingOf } from "../wording.js";
import { enterNames, forgetStrangers, labelWording } from "./label-names.js";

/** What a label names: a row or column of the form (line), or a group of them. */
export type Node = { readonly line: Line } | { readonly group: Group };

/** How well a text matches a label: 0 and 1 are the official wording and an alias with the right number, 2 and 3 without a number. The lowest wins. */
type Rank = 0 | 1 | 2 | 3;

/** One wording of a node. */
interface Entry {
  readonly node: Node;
  readonly wording: Wording;
  readonly official: boolean;
}

/** 标签表: the wordings of all labels on one axis, looked up by their names without numbering and notes. */
export interface Lexicon {
  readonly axis: Axis;
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** Matches of texts looked up before: every unit's file has the same labels. */
  readonly remembered: Map<string, readonly Match[]>;
}

/** The labels of one section: rows, columns and heads. */
export interface SectionLexicon {
  readonly section: Section;
  readonly rows: Lexicon;
  readonly columns: Lexicon;
  /** 表头用语 that name no line: the stub head (信息内容) and the head over all columns (申请人情况). */
  readonly stubAndBoxHeads: ReadonlySet<string>;
}

const lexiconsByForm = new WeakMap<Form, readonly SectionLexicon[]>();

/** The labels of every section of a form, table by table. */
export function lexiconsOf(form: Form): readonly SectionLexicon[] {
  const known = lexiconsByForm.get(form);
  if (known) return known;
  const lexicons = sectionLexicons(form);
  lexiconsByForm.set(form, lexicons);
  enterNames(headsOf(form).map((text) => wordingOf(text).name));
  return lexicons;
}

/** 记住各表式的标签 before the first is looked for in a document, so that each of its texts is held against all names in one go. */
export function learnLabels(forms: readonly Form[]): void {
  forgetStrangers();
  for (const form of forms) {
    lexiconsOf(form);
    listLexiconsOf(form);
  }
}

/** 表的标题、表头用语, which name no line and are asked about all the same. */
function headsOf({ tables }: Form): readonly string[] {
  return tables.flatMap(({ title, wordings, columnsHeading, sections }) =>
    [title, ...wordings, columnsHeading, ...sections.map(({ rowHeading }) => rowHeading)].filter(
      (text) => text !== undefined,
    ),
  );
}

const listLexiconsByForm = new WeakMap<Form, readonly SectionLexicon[]>();

/** The headings of a form's lists, over texts and figures alike; what stands in their rows are names that no form knows. */
export function listLexiconsOf(form: Form): readonly SectionLexicon[] {
  const known = listLexiconsByForm.get(form) ?? form.tables.flatMap(({ sections }) => sections.flatMap(listLexicon));
  listLexiconsByForm.set(form, known);
  return known;
}

function listLexicon(section: Section): readonly SectionLexicon[] {
  const { list, columns } = section;
  if (!list) return [];
  const lines = [...list.columns.map(({ line }) => line), ...columns.lines.filter(({ code }) => code !== list.count)];
  return [
    {
      section,
      rows: lexiconOf({ lines: [], groups: [] }),
      columns: lexiconOf({ lines, groups: columns.groups }),
      stubAndBoxHeads: new Set(),
    },
  ];
}

function sectionLexicons(form: Form): readonly SectionLexicon[] {
  return form.tables.flatMap((table) =>
    table.sections
      .filter(({ list }) => !list)
      .map((section) => ({
        section,
        // The name of the one row under leaf columns stands nowhere on the sheet.
        rows: lexiconOf(section.layout === "leaf-row" ? { lines: [], groups: [] } : section.rows),
        columns: lexiconOf(section.columns),
        stubAndBoxHeads: new Set(
          [section.rowHeading, table.columnsHeading].flatMap((text) => (text ? [wordingOf(text).name] : [])),
        ),
      })),
  );
}

function lexiconOf(axis: Axis): Lexicon {
  const entries = new Map<string, Entry[]>();
  const enter = (name: string, entry: Entry): void => {
    const list = entries.get(name);
    if (list) list.push(entry);
    else entries.set(name, [entry]);
  };
  for (const group of axis.groups) {
    for (const [index, text] of group.wordings.entries()) {
      const wording = wordingOf(text);
      enter(wording.name, { node: { group }, wording, official: index === 0 });
    }
  }
  for (const line of axis.lines.filter((one) => one.insteadOf.length === 0)) {
    for (const [index, text] of line.wordings.entries()) {
      const wording = wordingOf(text);
      enter(wording.name, { node: { line }, wording, official: index === 0 });
      for (const path of joinedPaths(line, wording))
        enter(path, { node: { line }, wording: { name: path, notes: [] }, official: false });
    }
  }
  enterNames(entries.keys());
  return { axis, entries, remembered: new Map() };
}

/** 不予公开1属于国家秘密: the names that a cell has if it holds the group and the line together. */
function joinedPaths(line: Line, own: Wording): readonly string[] {
  const numbered = own.ordinal?.style === "item" ? [own.name, `${own.ordinal.number}${own.name}`] : [own.name];
  const paths: string[] = [];
  let above = "";
  for (const group of [...line.groups].reverse()) {
    above = wordingOf(group.label).name + above;
    paths.push(...numbered.map((name) => above + name));
  }
  return paths;
}

/** A node that a text may name. */
export interface Match {
  readonly node: Node;
  readonly rank: Rank;
}

/** Returns the nodes of an axis that a text names, only those that it matches best. Empty if it names none. */
export function matchLabel(lexicon: Lexicon, text: string): readonly Match[] {
  const wording = labelWording(text);
  const found = wording && lexicon.entries.get(wording.name);
  if (!found) return NONE;
  const { remembered } = lexicon;
  const known = remembered.get(text);
  if (known) return known;
  const matches = best(lexicon, found, wording);
  if (remembered.size > MOST_REMEMBERED) remembered.clear();
  if (text.length <= LONGEST_REMEMBERED) remembered.set(text, matches);
  return matches;
}

const NONE: readonly Match[] = [];

const LONGEST_REMEMBERED = 100;
const MOST_REMEMBERED = 20_000;

function best(lexicon: Lexicon, entries: readonly Entry[], wording: Wording): readonly Match[] {
  const found = entries.flatMap((entry) => {
    const rank = rankOf(entry, wording);
    return rank === undefined ? [] : [{ node: entry.node, rank }];
  });
  const lowest = Math.min(...found.map((match) => match.rank));
  return withNote(lexicon, wording, uniqueNodes(found.filter((match) => match.rank === lowest)));
}

function rankOf(entry: Entry, wording: Wording): Rank | undefined {
  const a = entry.wording.ordinal;
  const b = wording.ordinal;
  const sameOrdinal = a?.style === b?.style && a?.number === b?.number;
  if (sameOrdinal) return entry.official ? 0 : 1;
  // Renumbered lists and other kinds of brackets are the same label, as long as the name is the official one.
  const sameLevel = a?.style !== "item" && b?.style !== "item" && a?.number === b?.number;
  if (a && b && a.style !== b.style && wording.name.length <= 2 && !sameLevel) return undefined;
  if (!b || !a || entry.official) return entry.official ? 2 : 3;
  return undefined;
}

/** 法人或其他组织（商业企业）: if a text names a group, the note in brackets may name a line of the group. */
function withNote(lexicon: Lexicon, wording: Wording, matches: readonly Match[]): readonly Match[] {
  const only = matches[0];
  if (matches.length !== 1 || !only || "line" in only.node) return matches;
  const group = only.node.group;
  for (const note of wording.notes) {
    const inner = (lexicon.entries.get(wordingOf(note).name) ?? []).find(
      (entry) => "line" in entry.node && entry.node.line.groups.includes(group),
    );
    if (inner) return [{ node: inner.node, rank: only.rank }];
  }
  return matches;
}

function uniqueNodes(matches: readonly Match[]): readonly Match[] {
  const seen = new Set<Line | Group>();
  return matches.filter(({ node }) => {
    const one = "line" in node ? node.line : node.group;
    if (seen.has(one)) return false;
    seen.add(one);
    return true;
  });
}

/** 标题路径: `texts` are the labels over or before a line; `inherited` are groups that may belong to it, because the cells below or beside them are empty. */
export interface HeadingPath {
  readonly texts: readonly string[];
  readonly inherited: readonly string[];
}

/**
 * 定位一行（栏）: finds the one line that a path names; undefined if there is none or more than one. The path must name the line's
 * own label, and every group it names must contain the line. If it names only a group, the group's own line is meant, if it has one.
 */
export function resolveLine(lexicon: Lexicon, path: HeadingPath): Line | undefined {
  const groups = new Set<Group>();
  let lines: Line[] = [];
  for (const text of path.texts) {
    const matches = matchLabel(lexicon, text);
    for (const { node } of matches) if ("group" in node && matches.length === 1) groups.add(node.group);
    const named = matches.flatMap(({ node }) => ("line" in node ? [node.line] : []));
    if (named.length > 0)
      lines =
        lines.length > 0 && named.some((line) => lines.includes(line))
          ? lines.filter((line) => named.includes(line))
          : named;
  }
  if (lines.length === 0) return ownLine(lexicon, groups);
  const agreeing = lines.filter((line) => [...groups].every((group) => line.groups.includes(group)));
  if (agreeing.length === 1) return agreeing[0];
  return agreeing.length > 1 ? byInherited(lexicon, agreeing, path.inherited) : undefined;
}

/** 1.… under （四） or （五）: picks, of several lines with the same label, the one in the inherited groups. */
function byInherited(lexicon: Lexicon, lines: readonly Line[], inherited: readonly string[]): Line | undefined {
  const groups = inherited.flatMap((text) =>
    matchLabel(lexicon, text).flatMap(({ node }) => ("group" in node ? [node.group] : [])),
  );
  const left = lines.filter((line) => groups.every((group) => line.groups.includes(group)));
  return left.length === 1 ? left[0] : undefined;
}

function ownLine(lexicon: Lexicon, groups: ReadonlySet<Group>): Line | undefined {
  const deepest = [...groups].sort((a, b) => b.depth - a.depth)[0];
  if (deepest?.own === undefined) return undefined;
  return lexicon.axis.lines.find((line) => line.code === deepest.own);
}

/** Returns the group that a text names, unless it may also name something else. */
export function groupNamed(lexicon: Lexicon, text: string): Group | undefined {
  const matches = matchLabel(lexicon, text);
  const only = matches[0];
  return matches.length === 1 && only && "group" in only.node ? only.node.group : undefined;
}
