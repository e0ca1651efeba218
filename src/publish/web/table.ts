import { isLeftAligned, type LayoutCell, type TableLayout } from "../layout/layout.js";
import { escapeXml } from "../markup.js";

/** A table of so many columns scrolls on a phone instead of being squeezed. */
const WIDE_COLUMNS = 6;

/** 网页表格: caption, scope and headers name the merged headings of every value; it scrolls within itself. */
export function htmlTable(layout: TableLayout): string {
  const head = layout.rows.slice(0, layout.headerRows).map(htmlRow).join("\n");
  const body = layout.rows.slice(layout.headerRows).map(htmlRow).join("\n");
  const title = escapeXml(layout.title);
  const hint = layout.columns > WIDE_COLUMNS ? '<p class="hint" aria-hidden="true">← 左右滑动查看全表 →</p>\n' : "";
  return `${hint}<div class="scroll" role="region" tabindex="0" aria-label="${title}（表格，可左右滚动）">
<table${layout.columns > WIDE_COLUMNS ? ' class="wide"' : ""}>
<caption class="hidden">${title}</caption>
<colgroup>${columnWidths(layout)}</colgroup>
${head ? `<thead>\n${head}\n</thead>\n` : ""}<tbody>
${body}
</tbody>
</table>
</div>`;
}

function columnWidths(layout: TableLayout): string {
  const whole = layout.widths.reduce((total, width) => total + width, 0);
  return layout.widths.map((width) => `<col style="width:${((width / whole) * 100).toFixed(2)}%">`).join("");
}

function htmlRow(cells: readonly LayoutCell[]): string {
  return `<tr>${cells.map(htmlCell).join("")}</tr>`;
}

function htmlCell(cell: LayoutCell): string {
  const spans = `${cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : ""}${cell.columnSpan > 1 ? ` colspan="${cell.columnSpan}"` : ""}`;
  const headers = cell.headers.length > 0 ? ` headers="${cell.headers.map(escapeXml).join(" ")}"` : "";
  const text = escapeXml(cell.text);
  if (cell.kind === "note" || text === "") return `<td class="note"${spans}>${text}</td>`;
  if (cell.kind === "value") {
    const missing = cell.missing ? '<span class="hidden">（没有单位报送）</span>' : "";
    return `<td class="value${cell.missing ? " missing" : ""}"${spans}${headers} data-figure="${escapeXml(cell.figure ?? "")}">${text}${missing}</td>`;
  }
  const lone = cell.kind === "label" && !isLeftAligned(cell) ? " lone" : "";
  return `<th class="${cell.kind}${lone}" scope="${scopeOf(cell)}" id="${escapeXml(cell.id ?? "")}"${spans}${headers}>${text}</th>`;
}

function scopeOf(cell: LayoutCell): "col" | "colgroup" | "row" | "rowgroup" {
  if (cell.kind === "label") return "row";
  if (cell.kind === "groupLabel") return "rowgroup";
  return cell.columnSpan > 1 ? "colgroup" : "col";
}
