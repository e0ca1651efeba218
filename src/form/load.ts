import { unitCode } from "../figure.js";
import { openBooks, readFormBook } from "./book/book.js";
import { countFigures, MOST_FIGURES } from "./bounds.js";
import { compileForm } from "./compile.js";
import { type EditionFolder, type SchemaFolder, schemaVersion, sortOut } from "./folder.js";
import type { Figure, Form, Jurisdiction, Naming, Rule, RuleRecord, Schemas, Unit } from "./form.js";
import {
  type Edition,
  formsBeside,
  inForceWith,
  lintCodes,
  lintForm,
  lintFormOrder,
  lintOutline,
  lintReferences,
  lintRegrading,
  lintRules,
  lintTogether,
} from "./lint/lint.js";
import { parseRoster, parseSettings, parseWordOutline, unitCalled } from "./office/office.js";
import { NamingSchema, type Observations, ObservationsSchema, OutlineSchema } from "./office-records.js";
import { type Parsed, parseFile } from "./parse.js";
import { type Contradiction, type Problem, problemsIn, refusal, type SchemaFile } from "./problem.js";
import { FormSchema, RulesSchema } from "./records.js";

export { isSchemaFile, schemaFileOf } from "./folder.js";
export type { SchemaFile } from "./problem.js";

/**
 * 装入制度: parses everything in `schemas/`.
 * @throws CrossfootError (exit 2) with everything at once that can't be read, contradicts itself or is read by nothing, each with its file and line.
 */
export function loadSchemas(files: readonly SchemaFile[]): Schemas {
  const refused = files.flatMap(({ path, refused }) =>
    refused === undefined ? [] : [{ file: path, message: refused }],
  );
  if (refused.length > 0) throw refusal(refused);
  const folder = sortOut(files);
  const office = readOffice(folder);
  const books = openBooks(folder.editions);
  const given = folder.editions.map((edition) => readFormBook(edition, office.observations, books));
  const read = given.map(({ folder: edition }) => readEdition(edition));
  const bare = read.flatMap(({ value }) => value ?? []);
  const worded = bare.map((edition) => withWordOutline(edition, bare, office.units));
  const editions = worded.map(({ edition }) => edition);
  const whole = editions.length === folder.editions.length;
  const problems = [
    ...folder.problems,
    ...office.problems,
    ...[...given, ...read].flatMap((one) => one.problems),
    ...worded.flatMap((one) => one.problems),
    ...lintTogether(editions),
    ...(whole ? lintReferences(editions) : []),
    ...(whole ? lintOutlines(editions, office.units) : []),
    ...(whole && editions.every(({ rules }) => rules) ? lintChanges(office, editions) : []),
    ...(whole ? lintOrder(office, editions) : []),
  ];
  const { jurisdiction, naming, units } = office;
  if (problems.length > 0 || !jurisdiction || !naming || !units) throw refusal(problems);
  const forms = editions.map((edition) => formOf(edition, jurisdiction));
  return { version: schemaVersion(files), jurisdiction, units, forms, naming };
}

/** 本级文件: undefined where one is not there or can't be read, which is among the problems. */
interface Office {
  readonly jurisdiction: Jurisdiction | undefined;
  readonly naming: Naming | undefined;
  readonly units: readonly Unit[] | undefined;
  readonly observations: Observations | undefined;
  readonly problems: readonly Problem[];
  /** Where what contradicts the settings stands in their file. */
  readonly problemsInSettings: (contradictions: readonly Contradiction[]) => readonly Problem[];
}

function readOffice({ office }: SchemaFolder): Office {
  // The settings workbook takes the place of the JSON file.
  const file = office.get("设置.xlsx") ?? office.get("jurisdiction.json");
  const jurisdiction = file ? parseSettings(file) : { value: undefined, problems: [], problemsAt: () => [] };
  const naming = parsed(office.get("naming.json"), (file) => parseFile(file, NamingSchema));
  const observations = parsed(office.get("observations.json"), (file) => parseFile(file, ObservationsSchema));
  const roster = parsed(office.get("units.csv") ?? office.get("units.xlsx"), parseRoster);
  return {
    jurisdiction: jurisdiction.value && withOversight(jurisdiction.value, roster.value ?? []),
    naming: naming.value,
    units: roster.value,
    observations: observations.value?.rules,
    problems: [jurisdiction, naming, roster, observations].flatMap((one) => one.problems),
    problemsInSettings: jurisdiction.problemsAt,
  };
}

/** The settings may name the oversight office by its code, its name or an alias. */
function withOversight(jurisdiction: Jurisdiction, units: readonly Unit[]): Jurisdiction {
  const unit = unitCalled(jurisdiction.oversightOffice ?? "", units);
  return unit ? { ...jurisdiction, oversightOffice: unit.code } : jurisdiction;
}

/** A file that is not there has no problem of its own: that it is missing is said once, of the folder. */
function parsed<T>(file: SchemaFile | undefined, parse: (file: SchemaFile) => Parsed<T>): Parsed<T> {
  return file ? parse(file) : { value: undefined, problems: [] };
}

/** 读一个年版: its rules are held against its form only where both can be read. */
function readEdition(folder: EditionFolder): Parsed<Edition> {
  const formFile = folder.files.get("form.json");
  const rulesFile = folder.files.get("rules.json");
  const record = parsed(formFile, (file) => parseFile(file, FormSchema));
  const rules = parsed(rulesFile, (file) => parseFile(file, RulesSchema));
  const outline = parsed(folder.files.get("outline.json"), (file) => parseFile(file, OutlineSchema));
  const problems = [record, rules, outline].flatMap((one) => one.problems);
  if (!formFile || !record.value) return { value: undefined, problems };
  const figures = countFigures(record.value);
  if (figures > MOST_FIGURES)
    return {
      value: undefined,
      problems: [...problems, { file: formFile.path, message: `指标（行数乘以栏数）超过 ${MOST_FIGURES} 个` }],
    };
  const form = compileForm(record.value);
  const known = rules.value?.rules;
  return {
    value: { folder, form, rules: known, outline: outline.value },
    problems: [
      ...problems,
      ...problemsIn(formFile, lintForm(form, record.value)),
      ...(rulesFile && known ? problemsIn(rulesFile, [...lintRules(known, form), ...lintCodes(known, form)]) : []),
    ],
  };
}

/** Part one in Word names the figures of all forms in force with it, and the roster's units: it is read when those are. */
function withWordOutline(
  edition: Edition,
  editions: readonly Edition[],
  units: readonly Unit[] | undefined,
): { readonly edition: Edition; readonly problems: readonly Problem[] } {
  const file = edition.folder.files.get("报告提纲.docx");
  if (!file || !units || edition.form.accompanies !== undefined || edition.folder.files.has("outline.json"))
    return { edition, problems: [] };
  const { value, problems } = parseWordOutline(file, {
    forms: inForceWith(edition, editions),
    others: formsBeside(
      edition.form,
      editions.map(({ form }) => form),
    ),
    units,
  });
  return { edition: { ...edition, outline: value }, problems };
}

function lintOutlines(editions: readonly Edition[], units: readonly Unit[] | undefined): readonly Problem[] {
  const categories = units && new Set(units.map((unit) => unit.category));
  return editions.flatMap((edition) => {
    const file = edition.folder.files.get("outline.json");
    if (!file || !edition.outline || edition.form.accompanies !== undefined) return [];
    const all = editions.map(({ form }) => form);
    return problemsIn(file, lintOutline(edition.outline, { forms: inForceWith(edition, editions), all, categories }));
  });
}

function lintChanges(office: Office, editions: readonly Edition[]): readonly Problem[] {
  const rules = editions.flatMap((edition) => edition.rules ?? []);
  return office.jurisdiction ? office.problemsInSettings(lintRegrading(office.jurisdiction, rules)) : [];
}

function lintOrder({ jurisdiction, problemsInSettings }: Office, editions: readonly Edition[]): readonly Problem[] {
  const forms = editions.map(({ form }) => form);
  return jurisdiction ? problemsInSettings(lintFormOrder(jurisdiction, forms)) : [];
}

function formOf({ form, rules, outline }: Edition, jurisdiction: Jurisdiction): Form {
  const regraded = (rules ?? []).map((rule) => regrade(rule, jurisdiction));
  return {
    ...form,
    figures: new Map([...form.figures].map(([code, figure]) => [code, givenBy(figure, jurisdiction)])),
    rules: new Map(regraded.map((rule) => [rule.id, rule])),
    ...(outline && { outline }),
  };
}

/** `"from": "oversightOffice"`: whoever oversees the work by the settings. */
function givenBy(figure: Figure, { oversightOffice = OVERSIGHT }: Jurisdiction): Figure {
  const { combine } = figure;
  return typeof combine === "object" && "from" in combine && combine.from === OVERSIGHT
    ? { ...figure, combine: { from: oversightOffice } }
    : figure;
}

const OVERSIGHT = unitCode("oversightOffice");

function regrade(rule: RuleRecord, { rules }: Jurisdiction): Rule {
  const change = (rules ?? []).find((one) => one.id === rule.id);
  return change ? { ...rule, regraded: { to: change.severity, reason: change.reason, date: change.date } } : rule;
}
