import pdfmake from "pdfmake";
import { FACES, type Typefaces } from "../../typeface.js";
import type { Paper, Report } from "../report/report.js";
import { fontsOf, withFaces } from "./faces.js";
import { fontInside } from "./font-metrics.js";
import { RED, reportNodes } from "./nodes.js";
import { packedPdf } from "./packing.js";
import { keepsTogether } from "./page-breaks.js";
import { faceOf, LINE_PITCH, POINTS_PER_MM, type Setting, SIZE, settingOf } from "./setting.js";
import { firstMark, startTagging } from "./tagging.js";
import { documentTag } from "./tags.js";

const MARGINS = [28, 37, 26, 35].map((mm) => mm * POINTS_PER_MM);

/**
 * 年度报告 PDF 版: in the page layout and the faces of official documents, tagged, so that screen readers find headings and tables.
 */
export async function writePdf({ report, date }: Paper, fonts: Typefaces): Promise<Uint8Array> {
  const setting = settingOf(fonts);
  const content = withFaces(reportNodes(report, setting), fontsOf(fonts));
  const tagging = startTagging();
  pdfmake.setUrlAccessPolicy(() => false);
  // In a browser there is nothing local to forbid.
  pdfmake.setLocalAccessPolicy?.(() => false);
  pdfmake.setFonts(fontFiles(fonts));
  pdfmake.setProgressCallback(tagging.drawn);
  const printed = pdfmake.createPdf({
    ...frame(report, date, setting),
    content: [firstMark(), ...content],
  });
  tagging.finish(await printed.getStream(), documentTag(content));
  return packedPdf(new Uint8Array(await printed.getBuffer()));
}

/** Each face under its own name; of a collection of fonts the one that is used is named too. */
function fontFiles(fonts: Typefaces): Readonly<Record<string, { readonly normal: string | readonly string[] }>> {
  return Object.fromEntries(
    FACES.filter((face) => faceOf(face, fonts) === face).map((face) => {
      const { bytes } = fonts[face];
      const { name } = fontInside(bytes);
      pdfmake.virtualfs.writeFileSync(`font-${face}`, bytes);
      return [face, { normal: name === undefined ? `font-${face}` : [`font-${face}`, name] }];
    }),
  );
}

/** Everything but the text: the document's properties, the page, its head and foot. */
function frame(report: Report, date: string, setting: Setting): Readonly<Record<string, unknown>> {
  const time = new Date(`${date}T00:00:00Z`);
  return {
    version: "1.7",
    compress: false,
    tagged: true,
    displayTitle: true,
    info: {
      title: propertyText(report.title),
      author: propertyText(report.signature.name),
      creator: "crossfoot",
      producer: "crossfoot",
      creationDate: time,
      modDate: time,
    },
    language: "zh-CN",
    pageSize: "A4",
    pageMargins: [...MARGINS],
    defaultStyle: setting("body", SIZE, LINE_PITCH),
    header: report.draft
      ? () => ({ text: "草稿", color: RED, alignment: "right", margin: [0, 42, MARGINS[2], 0] })
      : undefined,
    footer: (page: number) => pageNumber(page, setting),
    pageBreakBefore: keepsTogether,
  };
}

/** The library writes the properties into XML as they are, so signs of XML become their full-width likes. */
function propertyText(text: string): string {
  return text.replace(/[<>&]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
}

/** 页码: — 1 —, odd pages to the right, even pages to the left. */
function pageNumber(page: number, setting: Setting): Readonly<Record<string, unknown>> {
  const [left = 0, , right = 0] = MARGINS;
  return {
    text: `— ${page} —`,
    ...setting("table", 14, 18),
    alignment: page % 2 === 1 ? "right" : "left",
    margin: [left + 14, 20, right + 14, 0],
  };
}
