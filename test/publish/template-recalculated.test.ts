import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import { formsOf } from "../../src/form/form.js";
import type { Grid } from "../../src/grid.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { yearPeriod } from "../../src/period.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { libreOfficePath } from "../libreoffice.js";
import { filled, recalculated } from "./filling.js";
import { blankFor, placesIn, received, rulesOf, saidIn, schemas, typedOf, withTotals } from "./handed-out.js";

const code = figureCode;
const BEFORE = new Map(
  Object.entries({
    "applications.carriedOut.naturalPerson": "3",
    "applications.carriedOut.enterprise": "0",
    "proactive.normativeDocuments.inForce": "6",
  }).map(([figure, value]) => [code(figure), decimal(value)]),
);
const TYPED = new Map(
  Object.entries({
    "proactive.normativeDocuments.issued": "2",
    "proactive.normativeDocuments.repealed": "1",
    "proactive.normativeDocuments.inForce": "8",
    "applications.received.naturalPerson": "5",
    "applications.received.enterprise": "2",
    "applications.granted.naturalPerson": "4",
    "applications.granted.enterprise": "1",
    "applications.carriedOut.naturalPerson": "4",
    "disputes.reconsideration.upheld": "1",
    "disputes.reconsideration.corrected": "2",
    "overview.wechatAccounts.value": "7",
  }).map(([figure, value]) => [code(figure), value]),
);
const GIVEN = new Map([
  [code("applications.carriedIn.naturalPerson"), "3"],
  [code("applications.carriedIn.enterprise"), "0"],
]);

/** 相符、不符 as the spreadsheet program computed them, by sheet and cell. */
async function marksIn(bytes: Uint8Array, name: string): Promise<Readonly<Record<string, string>>> {
  const [result] = await readSubmission(bytes, name, DEFAULT_LIMITS, installedPdfFiles);
  if (!result || "failure" in result.outcome) throw new Error(`${name} can't be read`);
  const grids = result.outcome.document.blocks.filter((block): block is Grid => block.kind === "grid");
  const marks = grids.flatMap(({ sheet, cells }) =>
    cells
      .filter(({ text, formula }) => formula && /^[相不]符/.test(text))
      .map(({ row, column, text }) => [`${sheet}!${String.fromCharCode(65 + column)}${row + 1}`, text] as const),
  );
  return Object.fromEntries(marks);
}

test.skipIf(libreOfficePath() === undefined).each(["xlsx", "xls", "ods"] as const)(
  "填好后由 LibreOffice 重算、存为 .%s：合计和核对算对，读回的数不变，凭标记认出单位",
  async (ending) => {
    const blank = blankFor("T01", 2023, BEFORE);
    const name = `新建 1.${ending}`;
    const bytes = await recalculated(filled(blank, typedOf(TYPED, await placesIn(blank))), ending);
    const gathered = await received({ [name]: bytes });
    const whole = withTotals(new Map([...TYPED, ...GIVEN]), formsOf(schemas, yearPeriod(2023)));
    const said = Object.entries(saidIn(gathered, "T01")).filter(([, value]) => value !== "blank");
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(whole));
    expect(rulesOf(gathered)).toEqual(new Set(["VALUE.BLANK_AS_ZERO", "VALUE.TOTAL_NOT_STATED"]));
    expect(await marksIn(bytes, name)).toMatchObject({
      "表二!F9": "不符，相差1件（上年为6）",
      "表三!D35": "相符",
      "表三!E35": "不符，相差1件",
      "表三!D36": "相符",
      "表三!J35": "不符，相差1件",
      "表三!L9": "相符",
      "表四!Q9": "相符",
    });
  },
);
