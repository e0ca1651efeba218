import { type Decimal, isZero } from "../../decimal.js";
import type { FigureCode, UnitCode } from "../../figure.js";
import { distinctFileNames } from "../../file-name.js";
import { type Form, formsOf, isAskedOf, type Naming, type Schemas, type Table, type Unit } from "../../form/form.js";
import type { Period } from "../../period.js";
import { MARK_SHEET, markRows } from "../../template-mark.js";
import type { OutputFile } from "../publication.js";
import { exactNumber, type Sheet, textRow, withDistinctNames, writeWorkbook } from "../workbook/workbook.js";
import { carriedOver } from "./carried-over.js";
import { instructionSheet } from "./instructions.js";
import { listSheet } from "./list-sheet.js";
import { tableSheet } from "./table-sheet.js";
import type { UnitForm } from "./unit-form.js";

/** 空白表的依据: for which period and units, and what is known of the year before. */
export interface TemplateRequest {
  readonly schemas: Schemas;
  readonly period: Period;
  readonly units: readonly Unit[];
  /** 上年数 of each unit. */
  readonly before: ReadonlyMap<UnitCode, ReadonlyMap<FigureCode, Decimal>>;
}

/**
 * 空白表: for each unit the workbook of the form that it fills in and sends: the tables as published, totals and relations as formulas,
 * what is known filled in. The same request gives the same bytes.
 */
export function writeTemplates(request: TemplateRequest): readonly OutputFile[] {
  const { units, schemas, period } = request;
  const names = distinctFileNames(new Map(units.map(({ code, name }) => [code, `${name}${period.label}报表`])));
  const { jurisdiction } = schemas;
  const author = jurisdiction.government ?? `${jurisdiction.name}人民政府`;
  return units.map((unit) => ({
    path: `${names.get(unit.code) ?? unit.code}.xlsx`,
    bytes: writeWorkbook({ author, date: period.end, sheets: withDistinctNames(sheetsFor(unit, request)) }),
  }));
}

function sheetsFor(unit: Unit, { schemas, period, before }: TemplateRequest): readonly Sheet[] {
  const [main, ...others] = formsOf(schemas, period);
  const own = (form: Form): UnitForm => {
    const known = before.get(unit.code) ?? new Map<FigureCode, Decimal>();
    return {
      form,
      unit,
      period,
      title: `${unit.name}${period.label}${main.title}`,
      before: known,
      given: given(form, known),
    };
  };
  const asked = others.filter((form) => [...form.figures.values()].some((one) => isAskedOf(one, unit.code)));
  const forms = [own(main), ...asked.map(own)] as const;
  const tables = forms.flatMap((one) => one.form.tables.flatMap((table) => sheetsOf(one, table, schemas.naming)));
  return [
    instructionSheet(forms, schemas.jurisdiction, schemas.naming),
    ...tables,
    markSheet(main, unit, { schemas, period }),
  ];
}

/** A table's lists are sheets of their own. */
function sheetsOf(own: UnitForm, table: Table, naming: Naming): readonly Sheet[] {
  const lists = table.sections.filter(({ list }) => list !== undefined);
  const sections = table.sections.filter((section) => !lists.includes(section));
  return [
    ...(sections.length > 0 ? [tableSheet(own, { ...table, sections }, naming)] : []),
    ...lists.map((section) => listSheet(own, table, section, naming)),
  ];
}

/**
 * 预填数. Where every one of them is nothing they are left to the unit: a table that nobody touched must look like one. What a spreadsheet can't
 * hold exactly is left out too.
 */
function given(form: Form, before: UnitForm["before"]): UnitForm["given"] {
  const known = [...carriedOver(form, before)].filter(([, value]) => exactNumber(value) !== undefined);
  return new Map(known.every(([, value]) => isZero(value)) ? [] : known);
}

function markSheet(
  { id, edition }: Form,
  { code, name }: Unit,
  { schemas, period }: Pick<TemplateRequest, "schemas" | "period">,
): Sheet {
  const jurisdiction = schemas.jurisdiction.name;
  const rows = markRows({ form: id, edition, period: period.key, jurisdiction, unit: code, name });
  return {
    name: MARK_SHEET,
    widths: [24, 40],
    rows: rows.map((texts) => textRow(texts, "text")),
    locked: true,
    hidden: true,
  };
}
