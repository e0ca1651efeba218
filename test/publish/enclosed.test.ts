import { expect, test } from "vitest";
import { unitCode } from "../../src/figure.js";
import { writeEnclosed } from "../../src/publish/returns/returns.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { marksIn } from "../../src/template-mark.js";
import { madePublication } from "./making.js";
import { mandatoryFinding } from "./making-findings.js";

test("a unit that sent nothing, or not all tables, gets the blank form beside its notice; no other does", async () => {
  const findings = [
    mandatoryFinding({ id: "A", rule: "UNIT.MISSING", unit: unitCode("D02"), sources: [] }),
    mandatoryFinding({ id: "B", rule: "FORM.TABLE_MISSING", unit: unitCode("T01") }),
    mandatoryFinding({ id: "C", unit: unitCode("T02") }),
  ];
  const files = writeEnclosed(madePublication({ findings }));
  expect(files.map(({ path }) => path)).toEqual([
    "returns/象湖镇人民政府-空白表.xlsx",
    "returns/瑞金市发展和改革委员会-空白表.xlsx",
  ]);
  const [read] = await readSubmission(files[0]!.bytes, "a.xlsx", DEFAULT_LIMITS, () =>
    Promise.reject(new Error("none")),
  );
  const marks = "document" in read!.outcome ? marksIn(read!.outcome.document) : [];
  expect(marks).toMatchObject([{ unit: "T01", period: "2022" }]);
});
