import { describe, expect, it } from "vitest";
import { type Suspicion, suspect } from "../../src/check/suspect/suspect.js";
import { format } from "../../src/decimal.js";
import { form, relations, rows, type Sheet, sheet, spoiled, t3, t4, town } from "./suspect-sheet.js";

function ask(cells: Sheet) {
  return suspect(cells, relations, { form });
}

function told(suspicion: Suspicion | undefined): readonly string[] {
  return (suspicion?.changes ?? []).map((change) => `${change.figure} ${format(change.from)}→${format(change.to)}`);
}

describe("nothing to suspect", () => {
  it("says nothing of a form that foots", () => {
    expect(ask(town())).toEqual({ suspicions: [], found: 0, tied: 0, ambiguous: false, exhaustive: true });
  });

  it("leaves relations with an unstated term undecided", () => {
    const cells = spoiled(town(), { [t3("granted.total")]: "99" });
    cells.delete(t3("granted.enterprise"));
    cells.delete(t3("partlyGranted.total"));
    expect(ask(cells).suspicions).toEqual([]);
  });
});

describe("one slip in one cell", () => {
  const cases = [
    ["digitsSwapped", t3("refused.stateSecret.naturalPerson"), "53", "35"],
    ["digitsSwapped", t3("unavailable.notHeld.naturalPerson"), "172", "127"],
    ["digitLost", t3("unavailable.notHeld.naturalPerson"), "17", "127"],
    ["digitLost", t3("carriedOut.naturalPerson"), "1", "13"],
    ["digitDoubled", t3("granted.naturalPerson"), "488", "48"],
    ["digitAdded", t3("granted.naturalPerson"), "458", "48"],
    ["digitWrong", t3("granted.naturalPerson"), "43", "48"],
    ["offByOne", t3("carriedIn.naturalPerson"), "7", "6"],
    ["offByOne", t3("outcomesTotal.naturalPerson"), "236", "235"],
    ["offByOne", t3("otherHandling.other.enterprise"), "0", "1"],
    ["sign", t3("granted.enterprise"), "-7", "7"],
    ["omitted", t3("refused.thirdPartyRights.naturalPerson"), "0", "4"],
    ["neighbourRepeated", t3("partlyGranted.naturalPerson"), "48", "12"],
    ["totalNotFilled", t3("granted.total"), "0", "55"],
    ["totalNotFilled", t3("outcomesTotal.total"), "0", "248"],
    ["totalNotFilled", t4("litigationDirect.total"), "0", "15"],
    ["totalNotUpdated", t3("outcomesTotal.enterprise"), "6", "11"],
  ] as const;

  it.each(cases)("%s: %s typed as %s", (kind, figure, typed, right) => {
    const result = ask(spoiled(town(), { [figure]: typed }));
    expect(told(result.suspicions[0])).toEqual([`${figure} ${typed}→${right}`]);
    expect(result.suspicions[0]).toMatchObject({ slip: kind, settlesAll: true });
    expect(result.exhaustive).toBe(true);
  });

  it("is certain in table 三, where rows and columns cross", () => {
    const result = ask(spoiled(town(), { [t3("granted.naturalPerson")]: "5" }));
    expect(result).toMatchObject({ found: 1, tied: 1, ambiguous: false });
    expect(result.suspicions[0]).toMatchObject({ slip: undefined });
    expect(result.suspicions[0]!.settled.map((one) => `${one.rule} ${one.where}`)).toEqual([
      "T3.ROW_TOTAL granted",
      "T3.OUTCOMES_TOTAL naturalPerson",
    ]);
  });

  it("never proposes a negative or a broken count", () => {
    const cells = spoiled(town(), { [t4("litigationDirect.total")]: "2.5" });
    expect(ask(cells).suspicions.flatMap(told)).toEqual(["disputes.litigationDirect.total 2.5→15"]);
  });
});

describe("one slip in two cells", () => {
  it("finds two figures of neighbouring rows exchanged", () => {
    const result = ask(
      spoiled(town(), { [t3("granted.naturalPerson")]: "12", [t3("partlyGranted.naturalPerson")]: "48" }),
    );
    expect(told(result.suspicions[0])).toEqual([
      "applications.granted.naturalPerson 12→48",
      "applications.partlyGranted.naturalPerson 48→12",
    ]);
    expect(result.suspicions[0]).toMatchObject({ slip: "swapped", totals: [] });
  });

  it("finds a figure put into the neighbouring column", () => {
    const result = ask(
      spoiled(town(), { [t3("refused.stateSecret.naturalPerson")]: "0", [t3("refused.stateSecret.enterprise")]: "35" }),
    );
    expect(told(result.suspicions[0])).toEqual([
      "applications.refused.stateSecret.naturalPerson 0→35",
      "applications.refused.stateSecret.enterprise 35→0",
    ]);
    expect(result.suspicions[0]!.slip).toBe("moved");
  });

  it("finds a figure that overwrote its neighbour", () => {
    const result = ask(
      spoiled(town(), { [t3("granted.naturalPerson")]: "0", [t3("partlyGranted.naturalPerson")]: "48" }),
    );
    expect(told(result.suspicions[0])).toEqual([
      "applications.granted.naturalPerson 0→48",
      "applications.partlyGranted.naturalPerson 48→12",
    ]);
    expect(result.suspicions[0]!.slip).toBe("moved");
  });

  it("finds a total and its neighbour exchanged", () => {
    const result = ask(
      spoiled(town(), { [t3("unavailable.notHeld.otherOrganization")]: "129", [t3("unavailable.notHeld.total")]: "0" }),
    );
    expect(result.suspicions[0]!.changes.map((change) => change.figure)).toEqual([
      t3("unavailable.notHeld.otherOrganization"),
      t3("unavailable.notHeld.total"),
    ]);
    expect(result.ambiguous).toBe(false);
  });

  it("knows some requests counted in the wrong row", () => {
    const result = ask(
      spoiled(town(), { [t3("granted.naturalPerson")]: "46", [t3("partlyGranted.naturalPerson")]: "14" }),
    );
    expect(result.suspicions.filter((one) => one.slip === "reclassified").map(told)).toContainEqual([
      "applications.granted.naturalPerson 46→48",
      "applications.partlyGranted.naturalPerson 14→12",
    ]);
  });
});

describe("several slips", () => {
  it("explains two at once, each with its kind", () => {
    const result = ask(spoiled(town(), { [t3("granted.naturalPerson")]: "84", [t3("carriedOut.total")]: "0" }));
    expect(told(result.suspicions[0])).toEqual([
      "applications.granted.naturalPerson 84→48",
      "applications.carriedOut.total 0→15",
    ]);
    expect(result.suspicions[0]!.slips.map((slip) => slip.kind)).toEqual(["digitsSwapped", "totalNotFilled"]);
    expect(result.suspicions[0]!.slip).toBeUndefined();
  });

  it("finds the whole 总计 column left 0", () => {
    const cells = town();
    const left = rows.map((row) => t3(`${row}.total`)).filter((figure) => format(cells.get(figure)!) !== "0");
    const result = ask(spoiled(cells, Object.fromEntries(left.map((figure) => [figure, "0"]))));
    expect(left.length).toBeGreaterThan(8);
    expect(result.suspicions[0]!.changes.map((change) => change.figure)).toEqual(left);
    expect(new Set(result.suspicions[0]!.slips.map((slip) => slip.kind))).toEqual(new Set(["totalNotFilled"]));
    expect(result.exhaustive).toBe(true);
  });

  it("joins table 三 and table 四", () => {
    const result = ask(spoiled(town(), { [t3("granted.naturalPerson")]: "84", [t4("reconsideration.total")]: "0" }));
    expect(told(result.suspicions[0])).toEqual([
      "applications.granted.naturalPerson 84→48",
      "disputes.reconsideration.total 0→5",
    ]);
    expect(result.suspicions[0]!.settlesAll).toBe(true);
  });
});

describe("published errors", () => {
  it("believes two empty totals of table 四 before all other ways to make up for them", () => {
    const cells = sheet({
      "litigationDirect.upheld": 10,
      "litigationDirect.pending": 1,
      "litigationAfterReconsideration.upheld": 5,
    });
    const result = ask(
      spoiled(cells, { [t4("litigationDirect.total")]: "0", [t4("litigationAfterReconsideration.total")]: "0" }),
    );
    expect(told(result.suspicions[0])).toEqual([
      "disputes.litigationDirect.total 0→11",
      "disputes.litigationAfterReconsideration.total 0→5",
    ]);
    expect(result).toMatchObject({ tied: 1, ambiguous: true });
  });
});

describe("honest doubt", () => {
  it("says that one relation of table 四 alone can't tell which cell is wrong", () => {
    const result = ask(spoiled(town(), { [t4("litigationDirect.total")]: "51" }));
    expect(result).toMatchObject({ ambiguous: true, found: 5 });
    expect(told(result.suspicions[0])).toEqual(["disputes.litigationDirect.total 51→15"]);
    expect(result.suspicions[0]!.slip).toBe("digitsSwapped");
  });

  it("counts explanations that the figures can't tell apart", () => {
    const cells = sheet({ "granted.naturalPerson": 5, "partlyGranted.naturalPerson": 3 });
    const result = ask(
      spoiled(cells, { [t3("granted.naturalPerson")]: "3", [t3("partlyGranted.naturalPerson")]: "5" }),
    );
    expect(result.ambiguous).toBe(true);
    expect(result.tied).toBe(2);
    expect(result.suspicions.slice(0, 2).map((one) => one.changes.map((change) => change.figure))).toEqual([
      [t3("granted.naturalPerson"), t3("partlyGranted.naturalPerson")],
      [t3("granted.total"), t3("partlyGranted.total")],
    ]);
  });

  it("thinks of a wrong input whose totals were calculated from it", () => {
    const typed = {
      "partlyGranted.naturalPerson": 21,
      "partlyGranted.total": 24,
      "outcomesTotal.naturalPerson": 244,
      "outcomesTotal.total": 257,
    };
    const result = ask(
      spoiled(town(), Object.fromEntries(Object.entries(typed).map(([place, value]) => [t3(place), String(value)]))),
    );
    expect(result.ambiguous).toBe(true);
    expect(result.suspicions[0]!.slips.map((slip) => [slip.kind, slip.changes.map((change) => change.figure)])).toEqual(
      [["digitsSwapped", [t3("partlyGranted.naturalPerson")]]],
    );
    expect(result.suspicions[0]!.totals.map((change) => format(change.to))).toEqual(["15", "235", "248"]);
    expect(result.suspicions.every((one) => one.settlesAll)).toBe(true);
  });

  it("has less to go by where cells are unreadable", () => {
    const cells = spoiled(town(), { [t3("granted.naturalPerson")]: "47" });
    expect(ask(cells).ambiguous).toBe(false);
    cells.delete(t3("notProcessed.petition.naturalPerson"));
    cells.delete(t3("notProcessed.petition.enterprise"));
    const result = ask(cells);
    expect(result).toMatchObject({ ambiguous: true, found: 2, tied: 2, exhaustive: true });
    expect(result.suspicions.map(told)).toEqual([
      ["applications.granted.naturalPerson 47→48"],
      ["applications.granted.enterprise 7→8"],
    ]);
  });

  it("gives up on hopeless figures after a bounded number of steps, and says so", () => {
    const cells = new Map(
      [...town().keys()].map((figure, index) => [figure, { coefficient: BigInt((index * 7919) % 1009), scale: 0 }]),
    );
    const result = ask(cells);
    expect(result.exhaustive).toBe(false);
    expect(result.suspicions.every((one) => !one.settlesAll)).toBe(true);
  });

  it("still takes the totals anew when the limit is reached", () => {
    const cells = spoiled(town(), {
      [t3("granted.total")]: "1",
      [t3("partlyGranted.total")]: "2",
      [t3("outcomesTotal.naturalPerson")]: "3",
    });
    const result = suspect(cells, relations, { form, limit: 1 });
    expect(result.exhaustive).toBe(false);
    expect(told(result.suspicions[0])).toEqual([
      "applications.granted.total 1→55",
      "applications.partlyGranted.total 2→15",
      "applications.outcomesTotal.naturalPerson 3→235",
    ]);
  });
});
