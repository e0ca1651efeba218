import { distinctFileNames } from "../../file-name.js";
import { type GradedFinding, isOpen } from "../../finding.js";
import { fileInPieces, type OutputFile, type Publication } from "../publication.js";
import { writeTemplates } from "../template/template.js";

/** What is missing as a whole, so that there is no cell to be marked: it is filled in on a blank form. */
const MISSING: ReadonlySet<string> = new Set(["UNIT.MISSING", "FORM.TABLE_MISSING", "FORM.ROW_MISSING"]);

/** 随附的空白表: for each unit that sent nothing, or not the whole form, the blank workbook beside its notice. */
export function writeEnclosed({ consolidation, schemas }: Publication): readonly OutputFile[] {
  const { units, findings, period, prior } = consolidation;
  const asked = new Set(findings.filter(isMissing).map(({ unit }) => unit));
  const names = distinctFileNames(new Map(units.map((unit) => [unit.code, unit.name])));
  return units
    .filter(({ code }) => asked.has(code))
    .map((unit) =>
      fileInPieces(`returns/${names.get(unit.code) ?? unit.code}-空白表.xlsx`, () =>
        writeTemplates({ schemas, period, units: [unit], before: prior?.byUnit ?? new Map() }).map(
          ({ bytes }) => bytes,
        ),
      ),
    );
}

function isMissing(finding: GradedFinding): boolean {
  return isOpen(finding) && MISSING.has(finding.rule);
}
