import { describe, expect, it } from "vitest";
import { suspect } from "../../src/check/suspect/suspect.js";
import { describeBriefly, describeSuspects, describeSuspicion } from "../../src/check/suspect/wording.js";
import { figureCode } from "../../src/figure.js";
import { form, relations, type Sheet, sheet, spoiled, t3, t4, town } from "./suspect-sheet.js";

const labelOf = (figure: string): string => form.figures.get(figureCode(figure))!.label;

function sentences(cells: Sheet): readonly string[] {
  return describeSuspects(suspect(cells, relations, { form }), { labelOf });
}

describe("疑似错处说明", () => {
  it("names the cell, both figures and the slip", () => {
    const { suspicions } = suspect(spoiled(town(), { [t3("refused.stateSecret.naturalPerson")]: "53" }), relations, {
      form,
    });
    expect(describeSuspicion(suspicions[0]!, { labelOf })).toBe(
      "若“表三｜三、本年度办理结果／（三）不予公开／1.属于国家秘密｜自然人”由53改为35（疑为数字颠倒），则全部关系成立",
    );
  });

  it("names file, sheet and cell, each once while it stays the same, and is brief where a table asks for it", () => {
    const sourceOf = (figure: string) => ({
      file: "2022/象湖镇.xlsx",
      sheet: figure.startsWith("disputes") ? "表四" : "表三",
      cell: figure.endsWith("total") ? "I5" : "C5",
      text: "",
    });
    const names = { labelOf, sourceOf };
    const result = suspect(
      spoiled(town(), { [t3("carriedOut.naturalPerson")]: "31", [t3("carriedOut.total")]: "33" }),
      relations,
      { form },
    );
    expect(describeSuspects(result, names)[1]).toBe(
      "若“表三｜四、结转下年度继续办理｜自然人”（《2022/象湖镇.xlsx》“表三”C5）由31改为13（疑为数字颠倒），有关总计随之更正（“表三｜四、结转下年度继续办理｜总计”（I5）由33改为15），则全部关系成立。",
    );
    expect(describeBriefly(result, names)[0]).toBe("“表三”C5由31改为13（数字颠倒），总计“表三”I5随之改");
    const dispute = suspect(spoiled(town(), { [t4("litigationDirect.total")]: "51" }), relations, { form });
    expect(describeBriefly(dispute, names)).toHaveLength(4);
    expect(describeBriefly(dispute, names).at(-1)).toBe("（共有5种可能，只列出前3种）");
  });

  it("says both places of an exchange", () => {
    const cells = spoiled(town(), { [t3("carriedIn.naturalPerson")]: "0", [t3("carriedIn.enterprise")]: "6" });
    expect(sentences(cells)[1]).toBe(
      "若“表三｜二、上年结转政府信息公开申请数量｜自然人”由0改为6、“表三｜二、上年结转政府信息公开申请数量｜法人或其他组织／商业企业”由6改为0（疑为填错行或栏），则全部关系成立。",
    );
  });

  it("says so when there are several, and how many it leaves out", () => {
    expect(sentences(spoiled(town(), { [t4("litigationDirect.total")]: "51" }))[0]).toBe(
      "有5种改法都能使关系成立，仅凭数字不能确定是哪一种，以可能性大小为序：",
    );
    const lines = [
      "granted",
      "partlyGranted",
      "refused.stateSecret",
      "unavailable.notHeld",
      "notProcessed.petition",
      "otherHandling.other",
    ];
    const cells = sheet(
      Object.fromEntries(
        lines.flatMap((line) => [
          [`${line}.naturalPerson`, 4],
          [`${line}.enterprise`, 1],
        ]),
      ),
    );
    const told = sentences(spoiled(cells, { [t3("granted.naturalPerson")]: "3", [t3("granted.enterprise")]: "2" }));
    expect(told[0]).toMatch(/^有\d+种改法都能使关系成立，仅凭数字不能确定是哪一种，以下是可能性较大的5种：$/);
    expect(told).toHaveLength(6);
  });

  it("adds the totals that follow", () => {
    const typed = { "carriedOut.naturalPerson": "31", "carriedOut.total": "33" };
    const told = sentences(
      spoiled(town(), Object.fromEntries(Object.entries(typed).map(([place, text]) => [t3(place), text]))),
    );
    expect(told[1]).toBe(
      "若“表三｜四、结转下年度继续办理｜自然人”由31改为13（疑为数字颠倒），有关总计随之更正（“表三｜四、结转下年度继续办理｜总计”由33改为15），则全部关系成立。",
    );
  });

  it("shortens a long list and joins separate slips", () => {
    const cells = town();
    const left = [...cells].filter(
      ([figure, value]) => figure.endsWith(".total") && figure.startsWith("applications") && value.coefficient > 0n,
    );
    const [told] = sentences(spoiled(cells, Object.fromEntries(left.map(([figure]) => [figure, "0"])))).slice(-1);
    expect(told).toContain(`等${left.length}处，则全部关系成立`);
    expect(told!.match(/，且/g)).toHaveLength(5);
  });

  it("says nothing of a form that foots, and owns up where it can't tell", () => {
    expect(sentences(town())).toEqual([]);
    const hopeless = new Map(
      [...town().keys()].map((figure, index) => [figure, { coefficient: BigInt((index * 7919) % 1009), scale: 0 }]),
    );
    expect(sentences(hopeless)[0]).toMatch(/^差错较多/);
  });
});
