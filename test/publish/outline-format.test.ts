import { AlignmentType, Document, HeadingLevel, type IParagraphOptions, Packer, Paragraph, TextRun } from "docx";
import { beforeAll, describe, expect, test } from "vitest";
import type { Forms } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import type { Publication } from "../../src/publish/publish.js";
import { buildReport, paperOf, type ReportBlock } from "../../src/publish/report/report.js";
import { writeHtml } from "../../src/publish/web/web.js";
import { writeDocx } from "../../src/publish/word/word.js";
import { readBook } from "../../src/read/read.js";
import { shippedFiles } from "../form/schema-files.js";
import { madePublication } from "./making.js";
import { partsOf } from "./parts.js";

const OUTLINE: readonly IParagraphOptions[] = [
  { text: "{报告主体}{年度}年报告" },
  { text: "本报告由{主管部门}汇总。", alignment: AlignmentType.CENTER },
  { heading: HeadingLevel.HEADING_1, children: [new TextRun({ text: "一、总体情况" })] },
  { heading: HeadingLevel.HEADING_2, children: [new TextRun({ text: "申请", bold: true }), new TextRun("情况")] },
  {
    indent: { firstLine: 0 },
    children: [
      new TextRun("全年新收"),
      new TextRun({ text: "{本年新收政府信息公开申请", bold: true }),
      new TextRun({ text: "数量}件", bold: true, underline: {} }),
      new TextRun({ text: "，成效明显。", italics: true }),
    ],
  },
  { text: "平常的一段。" },
  { text: "五、存在的主要问题及改进情况" },
];

describe("报告提纲.docx 的格式", () => {
  let publication: Publication;
  let blocks: readonly ReportBlock[];

  beforeAll(async () => {
    const children = OUTLINE.map((one) => new Paragraph(one));
    const bytes = new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })));
    const word = {
      path: "annual-report/2021/报告提纲.docx",
      text: "",
      bytes,
      content: readBook(bytes, "报告提纲.docx"),
    };
    const others = shippedFiles().filter(({ path }) => path !== "annual-report/2021/outline.json");
    const { outline } = loadSchemas([...others, word]).forms.find(
      ({ id, edition }) => id === "annual-report" && edition === "2021",
    )!;
    const made = madePublication();
    const [main, ...rest] = made.consolidation.forms;
    const forms: Forms = [{ ...main, outline: outline! }, ...rest];
    publication = { ...made, officeText: [], consolidation: { ...made.consolidation, forms } };
    const report = buildReport(publication);
    expect(report.preamble[0]).toMatchObject({ alignment: "center" });
    blocks = report.parts[0]!.blocks;
  });

  test("a figure has the look of its placeholder; what says nothing is set as the official layout has it", () => {
    expect(blocks).toEqual([
      {
        kind: "subheading",
        text: "申请情况",
        runs: [
          { text: "申请", look: "b" },
          { text: "情况", look: "" },
        ],
      },
      {
        kind: "paragraph",
        text: expect.stringMatching(/^全年新收\d+件，成效明显。$/),
        firstLine: 0,
        runs: [
          { text: "全年新收", look: "" },
          { text: expect.stringMatching(/^\d+$/), look: "b" },
          { text: "件", look: "bu" },
          { text: "，成效明显。", look: "i" },
        ],
      },
      { kind: "paragraph", text: "平常的一段。" },
    ]);
  });

  test("is carried to the report in Word and to the page", async () => {
    const docx = writeDocx(paperOf(publication));
    const parts = await partsOf({ path: "a.docx", bytes: docx });
    const xml = parts.find(({ name }) => name.endsWith("word/document.xml"))!.text;
    const [centred, told, plain] = ["本报告由", "全年新收", "平常的一段"].map(
      (words) => [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].find(([paragraph]) => paragraph.includes(words))![0],
    );
    expect(centred).toContain('<w:jc w:val="center"/>');
    expect(told).toMatch(/w:firstLine="0"/);
    expect(told).toMatch(/<w:b\/>(?:(?!<\/w:r>).)*<w:t[^>]*>\d+</);
    expect(told).toMatch(/<w:u [^>]*\/>(?:(?!<\/w:r>).)*<w:t[^>]*>件</);
    expect(told).toMatch(/<w:i\/>(?:(?!<\/w:r>).)*<w:t[^>]*>，成效明显。</);
    expect(plain).toContain('w:firstLineChars="200"');
    const page = writeHtml(publication);
    expect(page).toMatch(/<p style="text-indent:0em">全年新收<strong>\d+<\/strong><u><strong>件<\/strong><\/u><em>，/);
    expect(page).toContain('<p style="text-align:center;text-indent:0em">本报告由');
    expect(page).toContain("<h3><strong>申请</strong>情况</h3>");
  });
});
