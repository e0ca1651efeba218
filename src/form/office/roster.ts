import { unitCode } from "../../figure.js";
import { wordingOf } from "../../wording.js";
import type { Unit } from "../form.js";
import { UnitSchema } from "../office-records.js";
import { type Parsed, parseRecord } from "../parse.js";
import type { Problem, SchemaFile } from "../problem.js";
import { type RosterRow, rosterRows } from "./roster-rows.js";

/** 单位名录: the units in the order of the file. Units that can't be told apart in one year are a problem; further columns are not. */
export function parseRoster(file: SchemaFile): Parsed<readonly Unit[]> {
  const { rows, problems } = rosterRows(file);
  if (problems.length > 0) return { value: undefined, problems };
  if (rows.length === 0) return { value: undefined, problems: [{ file: file.path, message: NO_UNITS }] };
  const read = rows.map((row) => ({ ...parseRecord(row.record, UnitSchema), row }));
  const units = read.flatMap(({ value, row }) => (value === undefined ? [] : [{ unit: unitOf(value), row }]));
  const wrong = [
    ...read.flatMap(({ issues, row }) => [
      ...row.unclear.values(),
      ...issues
        .filter(({ path: [key] }) => !row.unclear.has(String(key)))
        .map(({ path: [key], message }) =>
          row.problem(`“${row.labels[String(key)] ?? String(key)}”${message}`, String(key)),
        ),
    ]),
    ...units.flatMap(({ unit, row }) => [...reversed(unit, row), ...nameless(unit, row)]),
    ...alike(units),
  ];
  return { value: wrong.length > 0 ? undefined : units.map(({ unit }) => unit), problems: [...new Set(wrong)] };
}

/** Without units nothing is due, and nothing would be missing either. */
const NO_UNITS = "名录中还没有单位，请先填写";

function unitOf(row: ReturnType<typeof UnitSchema.parse>): Unit {
  const { code, name, category, contact, phone, aliases, from, to } = row;
  return {
    code: unitCode(code),
    name,
    category,
    aliases: (aliases ?? "")
      .split(/[;；]/)
      .map((alias) => alias.trim())
      .filter((alias) => alias !== ""),
    ...(contact && { contact }),
    ...(phone && { phone }),
    ...(from && { from: Number(from) }),
    ...(to && { to: Number(to) }),
  };
}

interface PlacedUnit {
  readonly unit: Unit;
  readonly row: RosterRow;
}

function reversed({ name, from, to }: Unit, row: RosterRow): readonly Problem[] {
  const message = `“${name}”的起始年度晚于终止年度`;
  return from !== undefined && to !== undefined && from > to ? [row.problem(message, "from")] : [];
}

/** A name of signs alone tells no unit from another. */
function nameless({ name }: Unit, row: RosterRow): readonly Problem[] {
  return wordingOf(name).name === "" ? [row.problem(`“${name}”中没有文字`, "name")] : [];
}

function alike(units: readonly PlacedUnit[]): readonly Problem[] {
  const named = new Map<string, Unit[]>();
  return units.flatMap(({ unit, row }) => {
    const clashes = (wordingOf(unit.name).name === "" ? [] : namesOf(unit)).flatMap((name) => {
      const others = named.get(name) ?? [];
      const other = others.find((one) => yearsMeet(one, unit));
      named.set(name, [...others, unit]);
      return other ? [{ other, name }] : [];
    });
    return clashes
      .slice(0, 1)
      .map(({ other, name }) =>
        row.problem(`“${unit.name}”与“${other.name}”的代码、名称或别名相同（${name}），且施行年度重叠`, "name"),
      );
  });
}

function namesOf(unit: Unit): readonly string[] {
  const names = [unit.name, ...unit.aliases].map((text) => wordingOf(text).name);
  return [...new Set([`代码${unit.code}`, ...names])];
}

function yearsMeet(a: Unit, b: Unit): boolean {
  return (a.from ?? 0) <= (b.to ?? 9999) && (b.from ?? 0) <= (a.to ?? 9999);
}

/** 名录中这样称呼的单位: by code, name or alias. Of one that has followed another under the same name, the one that still reports. */
export function unitCalled(name: string, units: readonly Unit[]): Unit | undefined {
  const wanted = wordingOf(name).name;
  const called = units.filter((unit) => [unit.name, ...unit.aliases].some((each) => wordingOf(each).name === wanted));
  return units.find(({ code }) => code === name) ?? called.find(({ to }) => to === undefined) ?? called.at(-1);
}
