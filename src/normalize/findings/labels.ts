import { tableOf } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Form } from "../../form/form.js";
import { addressOf, type Block } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import { wordingOf } from "../../wording.js";
import { type FillContext, sourceOf } from "../fill/fill.js";
import { enterNames, labelWording } from "../label-names.js";
import { readAsLabel } from "../label-reading.js";
import type { LabelRead, Located } from "../located.js";
import type { FormRead } from "./form-read.js";

/** 栏目名称写法不一: one notice for all labels of a document, of every form in it, that are not typed as the form has them. */
export function labelFindings(
  read: readonly FormRead[],
  blocks: readonly Block[],
  context: FillContext,
): readonly Finding[] {
  const found = read.flatMap((one) => [...labelsOf(one.located), ...headsOf(one, blocks)]);
  const labels = [
    ...groupBy(found, ({ official, place }) =>
      JSON.stringify([place.sheet, place.cell, place.text, official]),
    ).values(),
  ].map(([first]) => first!);
  if (labels.length === 0) return [];
  const kinds = groupBy(labels, ({ official, place }) => JSON.stringify([place.text, official]));
  return [
    {
      code: "LABEL.ALIAS",
      unit: context.unit,
      figures: [],
      sources: labels.map(({ place }) => sourceOf(place, context)),
      facts: {
        count: labels.length,
        labels: [...kinds.values()].map(([first]) => ({
          typed: first!.place.text.trim(),
          official: first!.official,
          how: first!.how,
        })),
      },
    },
  ];
}

/** The labels of the cells that are read: an example beside the unit's own table is not. */
function labelsOf({ cells }: Located): readonly LabelRead[] {
  const labelled = cells.filter(({ labels }) => labels !== undefined);
  if (labelled.every(({ example }) => !example)) return labelled.flatMap(({ labels }) => labels ?? []);
  const own = new Set(cells.filter(({ example }) => !example).map(({ figure }) => tableOf(figure)));
  return labelled
    .filter(({ example, figure }) => !example || !own.has(tableOf(figure)))
    .flatMap(({ labels }) => labels ?? []);
}

/** 表的标题、表头用语: those of the tables that were read, where they are not typed as the form has them. */
function headsOf({ form, located }: FormRead, blocks: readonly Block[]): readonly LabelRead[] {
  const read = new Set<string>();
  for (const { figure } of located.cells) read.add(tableOf(figure));
  const heads = headsByName(form, read);
  if (heads.size === 0) return [];
  const headIn = (text: string): { head: Head; text: string } | undefined => {
    const plain = text.replace(/^[#*\s]+/, "").trim();
    const wording = plain.length > LONGEST_HEAD ? undefined : labelWording(plain);
    const head = wording && heads.get(wording.name);
    return head && { head, text: plain };
  };
  return blocks.flatMap((block) => {
    const labels: LabelRead[] = [];
    forEachText(block, (text, place) => {
      const found = headIn(text);
      if (!found) return;
      const { official, wordings } = found.head;
      labels.push(...readAsLabel(official, wordings, { sheet: block.sheet, cell: place(), text: found.text }));
    });
    return labels;
  });
}

const LONGEST_HEAD = 60;

interface Head {
  readonly official: string;
  readonly wordings: readonly string[];
}

/** 二、主动公开政府信息情况, 信息内容, 申请人情况 with their other names. */
function headsByName(form: Form, read: ReadonlySet<string>): ReadonlyMap<string, Head> {
  const ofForm = headsOfForms.get(form) ?? new Map<string, ReadonlyMap<string, Head>>();
  const key = [...read].sort().join();
  const heads = ofForm.get(key) ?? headsOfTables(form, read);
  headsOfForms.set(form, ofForm.set(key, heads));
  return heads;
}

/** The same tables are read in most files. */
const headsOfForms = new WeakMap<Form, Map<string, ReadonlyMap<string, Head>>>();

function headsOfTables(form: Form, read: ReadonlySet<string>): ReadonlyMap<string, Head> {
  const tables = form.tables.filter(({ code }) => read.has(code));
  const heads = tables.flatMap(({ title, wordings, columnsHeading, sections }): readonly Head[] => [
    { official: title, wordings },
    ...[columnsHeading, ...sections.map(({ rowHeading }) => rowHeading)].flatMap((official) =>
      official === undefined ? [] : [{ official, wordings: [official] }],
    ),
  ]);
  const named = new Map(
    heads.flatMap((head) => [head.official, ...head.wordings].map((text) => [wordingOf(text).name, head] as const)),
  );
  enterNames(named.keys());
  return named;
}

/** Visits the texts of a block that may be heads, each with where it stands. */
function forEachText(block: Block, visit: (text: string, place: () => string) => void): void {
  if (block.kind === "text") {
    for (const { text, place } of block.lines) for (const piece of text.split(/[|│┃｜║\t]/)) visit(piece, () => place);
    return;
  }
  for (const cell of block.cells) if (cell.kind !== "number") visit(cell.text, () => addressOf(block, cell));
}
