import { describe, expect, test } from "vitest";
import { agreed, builtinFormat, namedFormat, numberFormat, type ShownNumber } from "../../../src/read/format/format.js";

const said = ({ kind, shown }: ShownNumber): string => (shown === undefined ? kind : `${kind} ${shown}`);

describe("what a person sees of a number", () => {
  test.each([
    // ordinary formats change nothing
    ["General", "1234", "number"],
    ["G/通用格式", "1234", "number"],
    ["[$-804]General", "1234", "number"],
    ["@", "1234", "number"],
    ["0", "1234", "number"],
    ["0", "12.4", "number"],
    ["0_ ", "1234", "number"],
    ["0_);[Red]\\(0\\)", "1234", "number"],
    ["0_);[Red]\\(0\\)", "-5", "number"],
    ["#,##0", "1234567", "number"],
    ["#,##0.00", "12.35", "number"],
    ["0.0", "12.35", "number"],
    ["#,##0.00_);(#,##0.00)", "12.35", "number"],
    ["[Red]0", "5", "number"],
    ["0;[Red]-0", "-5", "number"],
    ["000", "7", "number"],
    ["# ##0", "1234", "number"],
    ["?0", "5", "number"],
    ["#.##", "0.35", "number"],
    ["0;-0;;@", "5", "number"],
    ["0;-0;;@", "0", "number"],
    [';;"-"', "0", "number"],
    ['_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "12", "number"],
    ['_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "0", "number"],
    ['_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "-12", "number"],
    ['_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "1234.5", "number"],
    ["[DBNum1][$-804]General", "12", "number"],
    ["[>=100]0;[<100]0", "12", "number"],
    ['0;-0;"无"', "0", "number"],
    ["", "5", "number"],
    // a word beside the number is judged as if it had been typed
    ['0"件"', "12", "number 12件"],
    ["#,##0件", "1234", "number 1,234件"],
    ['0"余"', "12", "number 12余"],
    ['"约"0', "12", "number 约12"],
    ['0.00"万元"', "12.35", "number 12.35万元"],
    ['0"千元"', "12", "number 12千元"],
    ['General"件"', "12", "number 12件"],
    ["@件", "12", "number 12件"],
    ['0.00"%"', "12", "number 12.00%"],
    ['0"年"', "12", "number 12年"],
    // money
    ['"¥"#,##0.00', "12.5", "yuan"],
    ["[$￥-804]#,##0.00", "12.5", "yuan"],
    ['0.00"元"', "12.5", "yuan"],
    // another number than is stored
    ['0"0"', "1234", "scaled 12340"],
    ['"1"0', "5", "scaled 15"],
    ['"1"0', "0", "scaled 10"],
    ["\\50", "3", "scaled 53"],
    ["\\5 0", "3", "scaled 5 3"],
    ["0*0", "3", "scaled 30"],
    ["0,", "12000", "scaled 12"],
    ["0.0,,", "1250000", "scaled 1.3"],
    ["0,.00", "1234", "scaled 1.23"],
    ["0!.0000", "85000", "scaled 8.5000"],
    ['0!.0,"万"', "123456", "scaled 12.3万"],
    ['0"."0', "123", "scaled 12.3"],
    ["000-0000", "1234567", "scaled 123-4567"],
    ['0"万"', "12", "scaled 12万"],
    ['0"百件"', "12", "scaled 12百件"],
    ['"无"', "5", "scaled 无"],
    [";;;", "5", "scaled "],
    [";;", "5", "scaled "],
    ["#", "0.4", "scaled "],
    ['[>100]"多";0', "120", "scaled 多"],
    ['[>100]"多";0', "12", "number"],
    ['[=5]"无";0', "5", "scaled 无"],
    ["0;0", "-5", "scaled 5"],
    ["0E+0", "1234", "scaled 1E+3"],
    ["0.00E+00", "12", "number"],
    ["# ?/?", "12.35", "scaled 12 1/3"],
    ["# ?/?", "12.5", "number"],
    ["# ?/?", "12", "number"],
    // percentages and dates
    ["0%", "0.5", "percent 50%"],
    ["0.00%", "0.1234", "percent 12.34%"],
    ["0.0%", "0.20749999999999999", "percent 20.8%"],
    ['m"月"d"日"', "45356", "date 3月5日"],
    ["yyyy/m/d", "45356", "date 2024/3/5"],
    ["yyyy-mm-dd;@", "45356", "date 2024-03-05"],
    ["h:mm", "0.5", "date 12:00"],
    ["[h]:mm", "1.5", "date 36:00"],
  ])("%s over %s: %s", (code, stored, wanted) => expect(said(numberFormat(code)(stored))).toBe(wanted));

  test("zero is zero under every format that shows no other digit", () => {
    for (const code of [";;;", "0;-0;", '"无"', "#", '0"万"', "0,", '0"余"'])
      expect(said(numberFormat(code)("0")), code).toBe("number");
  });

  test("built-in formats by number, named formats by name", () => {
    const kinds = [0, 1, 4, 41, 44, 9, 14, 57, 30, 49].map((id) => builtinFormat(id)("12").kind);
    expect(kinds).toEqual([
      "number",
      "number",
      "number",
      "number",
      "yuan",
      "percent",
      "date",
      "date",
      "date",
      "number",
    ]);
    expect(
      ["Standard", "Fixed", "General Number", "Percent", "Short Date", "Yes/No", "0.00"].map((name) =>
        said(namedFormat(name)("2")),
      ),
    ).toEqual(["number", "number", "number", "percent 200.00%", "date 1900/1/2", "scaled Yes", "number"]);
  });
});

test.each([
  ["12.4", "12.35", "number"],
  ["12", "12.35", "number"],
  ["1,234", "1234", "number"],
  ["12,35", "12.35", "number"],
  ["(5)", "-5", "number"],
  ["-5", "-5", "number"],
  ["0", "0", "number"],
  ["", "0", "number"],
  ["###", "1234", "number"],
  ["¥12.50", "12.5", "yuan"],
  ["12件", "12", "number 12件"],
  ["50 %", "0.5", "percent 50 %"],
  ["12340", "1234", "scaled 12340"],
  ["无", "5", "scaled 无"],
  ["", "5", "scaled "],
  ["12万", "12", "scaled 12万"],
  ["5", "-5", "scaled 5"],
  ["1.2", "12", "scaled 1.2"],
])("“%s” shown for a stored %s: %s", (shown, stored, wanted) => expect(said(agreed(shown, stored))).toBe(wanted));
