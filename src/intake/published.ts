import type { Unit } from "../form/form.js";
import { type Period, yearOf } from "../period.js";
import { plainText } from "../wording.js";
import type { Evidence } from "./evidence.js";
import { governmentOnSite, isOrgan, nameWithin, type RosterIndex, yearsNamed } from "./naming/naming.js";
import { baseOf } from "./paths.js";

/** 本级报告, perhaps: the title or the file name names the government, or the jurisdiction alone, as a form's printed title also does. */
export interface WholeReport {
  readonly year: number;
  readonly byGovernment: boolean;
  /** Only the name of the web site says so. */
  readonly bySite: boolean;
}

/** Undefined where neither title nor file name is the jurisdiction's own. */
export function wholeReport(
  { index, file, period }: { readonly index: RosterIndex; readonly file: string; readonly period: Period },
  evidence: Evidence,
): WholeReport | undefined {
  const government = governmentOf(index);
  const own = new Set([government, plainText(index.schemas.jurisdiction.name)]);
  const texts = [...evidence.titles.slice(0, 1).map((title) => title.text), baseOf(file)];
  const nameOf = (text: string): string => nameWithin(text, index.schemas);
  const byName = texts.filter((text) => own.has(nameOf(text)));
  const bySite = byName.length === 0 && texts.every((text) => !isOrgan(nameOf(text), index.schemas));
  const naming = bySite ? texts.filter((text) => governmentOnSite(text, index.schemas) !== undefined) : byName;
  if (naming.length === 0) return undefined;
  const named = [...naming, ...texts].flatMap((text) => yearsNamed(text));
  return {
    year: named[0] ?? yearOf(period),
    byGovernment: bySite || naming.some((text) => nameOf(text) === government),
    bySite,
  };
}

/**
 * Whether it really is 本级报告. In a unit's own folder it is that unit's form with the printed title, unless the government is named in full
 * or the folder is the office's. The office that drew up the report may be named on its cover.
 */
export function isPublished(
  { byGovernment }: WholeReport,
  named: {
    readonly units: readonly Unit[];
    readonly byFolder: Unit | undefined;
    readonly byCoverAlone: Unit | undefined;
    readonly unknownOrgans: readonly { readonly name: string }[];
    readonly index: RosterIndex;
  },
): boolean {
  const { jurisdiction } = named.index.schemas;
  const others = named.unknownOrgans.filter(({ name }) => name !== governmentOf(named.index));
  if (others.length > 0) return false;
  if (named.units.length === 0) return true;
  const isOffice = (unit: Unit | undefined): boolean =>
    unit !== undefined && unit.code === jurisdiction.oversightOffice;
  if (byGovernment && isOffice(named.byCoverAlone)) return true;
  return named.byFolder !== undefined && (byGovernment || isOffice(named.byFolder));
}

function governmentOf({ schemas: { jurisdiction } }: RosterIndex): string {
  return plainText(jurisdiction.government ?? `${jurisdiction.name}人民政府`);
}
