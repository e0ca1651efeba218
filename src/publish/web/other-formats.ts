import { escapeXml } from "../markup.js";
import type { Publication } from "../publication.js";
import { reportFileName } from "../report/report.js";

/** 其他格式: links to the report's other forms, which are written into the same folder. The PDF is there only where there is a font. */
export function otherFormats(publication: Publication): string {
  const title = reportFileName(publication);
  const links = [
    { path: `${title}.docx`, text: "Word 版" },
    ...(publication.pdfFonts ? [{ path: `${title}.pdf`, text: "PDF 版" }] : []),
    { path: `${title}.xlsx`, text: "统计表（Excel 版）" },
    { path: "open-data/figures.csv", text: "统计数据（CSV 格式）" },
    { path: "open-data/figures.json", text: "统计数据（JSON 格式）" },
  ];
  return `<section class="formats" aria-labelledby="formats-heading"><h2 id="formats-heading">附：本报告其他格式</h2>
<ul>${links.map(({ path, text }) => `<li><a href="${address(path)}">${escapeXml(text)}</a></li>`).join("")}</ul></section>`;
}

/** A relative address: signs that mean something in an address are written in percent. */
function address(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
