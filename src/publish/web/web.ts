import { isLargeTable } from "../layout/layout.js";
import { escapeXml } from "../markup.js";
import type { Publication } from "../publication.js";
import {
  buildReport,
  type DraftNotice,
  type Formatted,
  type Report,
  type ReportBlock,
  type ReportPart,
} from "../report/report.js";
import { chartsOf } from "./charts.js";
import { chartSvg } from "./charts-svg.js";
import { otherFormats } from "./other-formats.js";
import { STYLE } from "./style.js";
import { htmlTable } from "./table.js";

/** 年度报告网页版: one file that is complete in itself. Its policy forbids loading or running anything. */
export function writeHtml(publication: Publication): string {
  const report = buildReport(publication);
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(report.title)}</title>
<style>${STYLE}</style>
</head>
<body${report.draft ? ' class="draft"' : ""}>
<a class="skip" href="#main">跳到正文</a>
${header(report)}
${contents(report)}
<main id="main" tabindex="-1">
${report.preamble.map((paragraph) => block(paragraph)).join("\n")}
${report.parts.map(part).join("\n")}
<div class="signature"><p>${escapeXml(report.signature.name)}</p><p>${escapeXml(report.signature.date)}</p></div>${report.signOff === undefined ? "" : `\n<p class="note">${escapeXml(report.signOff)}</p>`}
${charts(publication)}
${otherFormats(publication)}
</main>
</body>
</html>
`;
}

function header(report: Report): string {
  const lines = report.titleLines.map((line) => `<span>${escapeXml(line)}</span>`).join("");
  return `<header>\n<h1>${lines}</h1>\n${report.draft ? draftBanner(report.draft) : ""}</header>`;
}

function draftBanner(draft: DraftNotice): string {
  const reasons = draft.reasons.map((reason) => `<li>${escapeXml(reason)}</li>`).join("");
  return `<div class="reasons" role="note"><p>${escapeXml(draft.text)}${reasons ? "原因：" : ""}</p>${reasons ? `<ul>${reasons}</ul>` : ""}</div>\n`;
}

function contents(report: Report): string {
  const links = report.parts.map((one, index) => `<li><a href="#part-${index + 1}">${escapeXml(one.heading)}</a></li>`);
  return `<nav aria-label="目录"><ol>${links.join("")}</ol></nav>`;
}

function part(one: ReportPart, index: number): string {
  const large = one.blocks.some((piece) => piece.kind === "table" && isLargeTable(piece.layout));
  const id = `part-${index + 1}`;
  return `<section id="${id}" aria-labelledby="${id}-heading"${large ? ' class="large"' : ""}>
<h2 id="${id}-heading"${style(one)}>${markedText({ ...one, text: one.heading })}</h2>
${one.blocks.map(block).join("\n")}
</section>`;
}

function block(piece: ReportBlock): string {
  switch (piece.kind) {
    case "paragraph":
      return `<p${paragraphClass(piece.role)}${style(piece)}>${markedText(piece)}</p>`;
    case "subheading":
      return `<h3${style(piece)}>${markedText(piece)}</h3>`;
    case "table":
      return htmlTable(piece.layout);
  }
}

/** 对齐和首行缩进, where the outline's own file says them. */
function style({ alignment, firstLine }: Formatted): string {
  const aside = alignment === "center" || alignment === "right" ? 0 : undefined;
  const characters = firstLine ?? aside;
  const said = [
    ...(alignment ? [`text-align:${alignment}`] : []),
    ...(characters === undefined ? [] : [`text-indent:${characters}em`]),
  ];
  return said.length === 0 ? "" : ` style="${said.join(";")}"`;
}

const MARKS = [
  ["b", "strong"],
  ["i", "em"],
  ["u", "u"],
] as const;

function markedText({ text, runs }: Formatted & { readonly text: string }): string {
  if (!runs) return escapeXml(text);
  return runs
    .map((run) =>
      MARKS.filter(([sign]) => run.look.includes(sign)).reduce(
        (inner, [, tag]) => `<${tag}>${inner}</${tag}>`,
        escapeXml(run.text),
      ),
    )
    .join("");
}

function paragraphClass(role: "placeholder" | "tableNote" | undefined): string {
  if (role === undefined) return "";
  return role === "placeholder" ? ' class="placeholder"' : ' class="note"';
}

function charts(publication: Publication): string {
  const all = chartsOf(publication.consolidation);
  if (all.length === 0) return "";
  const figures = all.map(
    (chart) => `<figure><figcaption>${escapeXml(chart.title)}</figcaption>\n${chartSvg(chart)}</figure>`,
  );
  return `<section aria-labelledby="charts-heading"><h2 id="charts-heading">附：数据图表</h2>\n<div class="charts">\n${figures.join("\n")}\n</div></section>`;
}
