import { describe, expect, test } from "vitest";
import {
  dayAfter,
  daysBetween,
  liesIn,
  looksLikePeriod,
  periodNamed,
  periodOfKey,
  previousPeriod,
  sameLastYear,
  yearOf,
  yearPeriod,
} from "../src/period.js";

const named = (key: string) => periodOfKey(key)!;

describe("a period", () => {
  test("a year runs from its first day to its last", () => {
    expect(yearPeriod(2022)).toEqual({
      kind: "year",
      key: "2022",
      label: "2022年",
      start: "2022-01-01",
      end: "2022-12-31",
    });
  });

  test.each([
    ["2022", "2022年", "2022-01-01", "2022-12-31"],
    ["2022-H1", "2022年上半年", "2022-01-01", "2022-06-30"],
    ["2022-H2", "2022年下半年", "2022-07-01", "2022-12-31"],
    ["2023-Q1", "2023年第一季度", "2023-01-01", "2023-03-31"],
    ["2023-Q4", "2023年第四季度", "2023-10-01", "2023-12-31"],
    ["2023-02", "2023年2月", "2023-02-01", "2023-02-28"],
    ["2024-02", "2024年2月", "2024-02-01", "2024-02-29"],
    ["1900-02", "1900年2月", "1900-02-01", "1900-02-28"],
    ["2000-02", "2000年2月", "2000-02-01", "2000-02-29"],
  ])("%s is %s, from %s to %s", (key, label, start, end) => {
    expect(named(key)).toMatchObject({ key, label, start, end });
  });

  test.each(["", "22", "2022年", "2022-0", "2022-13", "2022-00", "2022-Q5", "2022-H3", "2022-q1", "2022 "])(
    "“%s” is no key of a period",
    (key) => expect(periodOfKey(key)).toBeUndefined(),
  );

  test.each([
    ["2022", "2021", "2021"],
    ["2022-H1", "2021-H2", "2021-H1"],
    ["2022-H2", "2022-H1", "2021-H2"],
    ["2023-Q1", "2022-Q4", "2022-Q1"],
    ["2023-Q3", "2023-Q2", "2022-Q3"],
    ["2023-01", "2022-12", "2022-01"],
    ["2024-02", "2024-01", "2023-02"],
  ])("before %s comes %s, and a year before it %s", (key, before, lastYear) => {
    expect(previousPeriod(named(key))).toEqual(named(before));
    expect(sameLastYear(named(key))).toEqual(named(lastYear));
  });

  test.each([
    ["2023", "2023"],
    ["2023年", "2023"],
    ["２０２３年度", "2023"],
    [" 2023 ", "2023"],
    ["二〇二三年", "2023"],
    ["二○二三年度", "2023"],
    ["2023年3月", "2023-03"],
    ["2023年03月", "2023-03"],
    ["2023年12月", "2023-12"],
    ["202303", "2023-03"],
    ["2023-03", "2023-03"],
    ["2023年上半年", "2023-H1"],
    ["2023年下半年", "2023-H2"],
    ["2023年第一季度", "2023-Q1"],
    ["2023年四季度", "2023-Q4"],
    ["2023年第2季度", "2023-Q2"],
  ])("a folder called “%s” is the period %s", (name, key) => {
    expect(periodNamed(name)).toEqual(named(key));
    expect(looksLikePeriod(name)).toBe(false);
  });

  test.each([
    "23年",
    "2023年报",
    "202 3",
    "2023年13月",
    "202313",
    "年报2023",
    "2023年年报",
    "20230115",
    "二〇二三年年报",
  ])("a folder called “%s” looks like a period and is none", (name) =>
    expect([periodNamed(name), looksLikePeriod(name)]).toEqual([undefined, true]),
  );

  test.each(["乡镇", "部门", "旧", "12", "附件1"])("a folder called “%s” does not look like a period", (name) => {
    expect([periodNamed(name), looksLikePeriod(name)]).toEqual([undefined, false]);
  });

  test("what holds from one year to another holds for the periods within them", () => {
    expect(yearOf(named("2022-Q2"))).toBe(2022);
    expect(liesIn(named("2022-Q2"), {})).toBe(true);
    expect(liesIn(named("2022"), { from: 2022, to: 2022 })).toBe(true);
    expect(liesIn(named("2022"), { from: 2023 })).toBe(false);
    expect(liesIn(named("2022-12"), { to: 2021 })).toBe(false);
  });

  test("what is handed in falls due in the year after", () => {
    expect(dayAfter(yearPeriod(2022), "01-31")).toBe("2023-01-31");
  });

  test("days between two days, over the ends of months and years", () => {
    expect(daysBetween("2023-01-31", "2023-02-02")).toBe(2);
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    expect(daysBetween("2022-12-31", "2024-01-01")).toBe(366);
    expect(daysBetween("2023-02-02", "2023-01-31")).toBe(-2);
  });
});
