import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import { describe, expect, test } from "vitest";
import { figuresCalled, figuresNear, shortestName } from "../../src/figure-name.js";
import { formsInForce } from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { yearPeriod } from "../../src/period.js";
import { bookFile, withBook } from "./office-books.js";
import { problemsOf, shippedFiles } from "./schema-files.js";

const PATH = "annual-report/2021/报告提纲.docx";
const JSON_OUTLINE = "annual-report/2021/outline.json";

/** A Word file of paragraphs, each of one run or, as Word cuts them up, of several. */
async function word(
  paragraphs: readonly (string | readonly string[])[],
  more: readonly Table[] = [],
): Promise<Uint8Array> {
  const children = paragraphs.map(
    (runs) => new Paragraph({ children: [runs].flat().map((text, at) => new TextRun({ text, bold: at % 2 === 1 })) }),
  );
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children: [...children, ...more] }] })));
}

async function withWord(
  paragraphs: Parameters<typeof word>[0],
  more: readonly Table[] = [],
): Promise<readonly SchemaFile[]> {
  return withBook(PATH, await word(paragraphs, more), [JSON_OUTLINE]);
}

const TITLE = "{报告主体}{年度}年报告";

async function paragraphs(...lines: readonly (string | readonly string[])[]) {
  const { forms } = loadSchemas(await withWord([TITLE, "一、总体情况", ...lines]));
  return forms.find(({ edition }) => edition === "2021")?.outline?.parts[0]?.paragraphs;
}

describe("the outline in Word", () => {
  test("is read as title, preamble, parts, sub-headings and sentences", async () => {
    const files = await withWord([
      TITLE,
      "本报告由{主管部门}汇总。",
      "一、总体情况",
      "（一）依申请公开情况",
      ["全年新收{本年新收政府", "信息公开申请", "数量}件，上年结转｛上年结转政府信息公开申请数量｝件。"],
      "二、主动公开政府信息情况",
      "五、存在的主要问题及改进情况",
    ]);
    const { forms } = loadSchemas(files);
    expect(forms.find(({ edition, id }) => edition === "2021" && id === "annual-report")?.outline).toEqual({
      title: "{government}{year}年报告",
      preamble: ["本报告由{oversightOffice}汇总。"],
      parts: [
        {
          heading: "一、总体情况",
          paragraphs: [
            { heading: "（一）依申请公开情况" },
            {
              text: "全年新收{applications.received.total}件，上年结转{applications.carriedIn.total}件。",
              needs: ["applications.received.total", "applications.carriedIn.total"],
            },
          ],
        },
        { heading: "二、主动公开政府信息情况", table: "proactive" },
        { heading: "五、存在的主要问题及改进情况", office: true },
      ],
    });
  });

  test("shares by the roster's words: a unit, a group, and all others", async () => {
    const received = "{本年新收政府信息公开申请数量";
    expect(await paragraphs(`其中${received}@市政府办}件、${received}@乡镇}件、${received}@其余单位}件。`)).toEqual([
      {
        text: "其中{applications.received.total@D01}件、{applications.received.total@=乡镇}件、{applications.received.total@!D01,=乡镇}件。",
        needs: ["applications.received.total"],
      },
    ]);
    expect(await paragraphs(`${received}@主管部门}件，其余${received}@其余单位}件，某局${received}@某局}件。`)).toEqual(
      [
        {
          text: "{applications.received.total@oversightOffice}件，其余{applications.received.total@!oversightOffice,某局}件，某局{applications.received.total@某局}件。",
          needs: ["applications.received.total"],
        },
      ],
    );
  });

  test("everything that is wrong is said at once, with its paragraph, and the nearest label", async () => {
    const table = new Table({
      rows: [new TableRow({ children: [new TableCell({ children: [new Paragraph("1")] })] })],
    });
    const files = await withWord(
      [
        TITLE,
        "一、总体情况",
        "新收{本年新收政府信息公开申请数}件。",
        "结转{上年结转政府信息公开申请数量件。",
        "余下{本年新收政府信息公开申请数量@其余单位}件，自然人{自然人}件。",
        "一、总体情况",
      ],
      [table],
    );
    expect(problemsOf(files)).toEqual([
      expect.stringMatching(/报告提纲\.docx 表格1：提纲里的表格不会印出/),
      expect.stringMatching(
        /报告提纲\.docx 第3段：没有“本年新收政府信息公开申请数”这个指标，是否为：“本年新收政府信息公开申请数量”/,
      ),
      expect.stringMatching(/报告提纲\.docx 第4段：花括号不成对/),
      expect.stringMatching(/报告提纲\.docx 第5段：“本年新收政府信息公开申请数量@其余单位”要除去哪些单位/),
      expect.stringMatching(/报告提纲\.docx 第5段：“自然人”可以是几项指标/),
      expect.stringMatching(/报告提纲\.docx 第6段：提纲的标题“一、总体情况”重复/),
    ]);
  });

  test("beside outline.json it is refused, and so is one without parts, or for a form without a report", async () => {
    expect(problemsOf(await withBook(PATH, await word([TITLE, "一、总体情况"])))).toEqual([
      `schemas/${PATH}：与 outline.json 同时存在，报告提纲只能有一份，请移走其中一份`,
    ]);
    expect(problemsOf(await withWord([TITLE, "没有部分"]))[0]).toMatch(/没有找到“一、”这样编号的部分标题/);
    const misplaced = await bookFile("overview/2022/报告提纲.docx", await word([TITLE]));
    expect(problemsOf([...shippedFiles(), misplaced])).toEqual([
      "schemas/overview/2022/报告提纲.docx：随报的报表没有自己的报告，程序不读取这个文件",
    ]);
  });
});

describe("names of figures", () => {
  const forms = formsInForce(loadSchemas(shippedFiles()), yearPeriod(2022)) ?? [];

  test("each figure has a name that finds it and no other", () => {
    const figures = forms.flatMap((form) => [...form.figures.values()]);
    expect(figures.length).toBeGreaterThan(200);
    for (const figure of figures)
      expect(figuresCalled(shortestName(figure, forms), forms).map(({ code }) => code)).toEqual([figure.code]);
  });

  test("a row's label alone is its total; the nearest are suggested and never taken", () => {
    expect(figuresCalled("一、本年新收政府信息公开申请数量", forms).map(({ code }) => code)).toEqual([
      "applications.received.total",
    ]);
    expect(figuresCalled("本年新收申请数量", forms)).toEqual([]);
    expect(figuresNear("本年新收申请数量", forms).map(({ code }) => code)[0]).toBe("applications.received.total");
  });
});
