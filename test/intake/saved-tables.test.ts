import { expect, test } from "vitest";
import { explanationsIn } from "../../src/intake/intake.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";

const LONG = "本年度因机构改革，原由其他部门承担的申请办理职能划入本单位，新收数量较上年明显增加，已逐件核对台账";
const ROWS = [
  ["编号", "单位", "规则", "指标", "数值", "说明", "填写人"],
  ...Array.from({ length: 9 }, (_, at) => [`f${at}`, "某某镇人民政府", "YEAR.SWING", "新收总计", "36", LONG, "王某"]),
];
const joinedBy = (sign: string): string => ROWS.map((row) => row.join(sign)).join("\r\n");
const quoted = ROWS.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\r\n");
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");

test.each([
  ["CSV UTF-8", "说明.csv", Buffer.from(`\ufeff${joinedBy(",")}`)],
  ["Unicode 文本", "说明.txt", utf16(joinedBy("\t"))],
  ["Unicode 文本 named as CSV", "说明.csv", utf16(joinedBy("\t"))],
  ["semicolons", "说明.csv", Buffer.from(joinedBy(";"))],
  ["quotation marks", "说明.csv", Buffer.from(quoted)],
  ["empty columns at the end", "说明.csv", Buffer.from(ROWS.map((row) => `${row.join(",")},,,`).join("\r\n"))],
])("explanations saved as %s are read whole", async (_, name, bytes) => {
  const [result] = await readSubmission(new Uint8Array(bytes), name, DEFAULT_LIMITS, installedPdfFiles);
  if (!result || !("document" in result.outcome)) throw new Error("not read");
  const read = explanationsIn(result.outcome.document, name);
  expect(read.map(({ id, text, by }) => [id, text, by])).toEqual(ROWS.slice(1).map((row) => [row[0], LONG, "王某"]));
});
