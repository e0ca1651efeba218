import type { ReviewScan, ReviewScanCell, ReviewScanRow } from "../../publish/review/model.js";
import { core, scanRows, unitAt } from "../data.js";
import { type Content, element, linkTo, linkToFile, said } from "../element.js";
import { hashOf } from "../route.js";
import { facts, framed, headRow, type View, view } from "../view.js";
import { visible } from "../words.js";

/** 待核录入: what was recognised on scans, each cell's picture beside it. Here it is looked at; it is confirmed in the workbook. */
export function scansView(): View {
  return view(
    "待核录入",
    element(
      "p",
      {},
      "下列单位只报来扫描件。识别结果没有经人核对以前不是填报数，没有计入任何汇总；请在录入-待核工作簿中照图核对，保存到收件文件夹后再运行。",
    ),
    ...(core.scans ?? []).map(scanSection),
  );
}

const STATES: readonly (readonly [ReviewScanRow["state"], string])[] = [
  ["doubtful", "有存疑的格，或者合计不符"],
  ["single", "没有总计可对"],
  ["foots", "合计相符"],
  ["unseen", "图上没有找到"],
];

function scanSection(scan: ReviewScan, place: number): HTMLElement {
  const unit = unitAt(scan.unit);
  const rows = scanRows(place);
  const counts = STATES.map(([state, name]): readonly [string, Content] => {
    const count = rows.filter((row) => row.state === state).length;
    return [name, count > 0 ? `${count}行` : null];
  });
  return element(
    "section",
    { class: "scan" },
    element("h3", {}, linkTo(hashOf("unit", [unit?.code ?? ""]), {}, said(unit?.name ?? ""))),
    element(
      "p",
      {},
      "扫描件：",
      said(visible(scan.file)),
      "　",
      linkToFile(scan.workbook, "打开录入-待核工作簿（Excel）"),
    ),
    element("p", { class: "quiet" }, scan.pages.join("；")),
    facts(...counts),
    ...STATES.map(([state, name]) =>
      stateSection(
        name,
        rows.filter((row) => row.state === state),
        state === "doubtful",
      ),
    ),
  );
}

/** What needs the most care stands open. */
function stateSection(name: string, rows: readonly ReviewScanRow[], open: boolean): Content {
  if (rows.length === 0) return null;
  const body = element("div", {});
  const details = element("details", { open }, element("summary", {}, `${name}（${rows.length}行）`), body);
  const fill = (): void => {
    if (body.childElementCount === 0) body.append(...rows.map(rowTable));
  };
  if (open) fill();
  details.addEventListener("toggle", fill);
  return details;
}

function rowTable(row: ReviewScanRow): HTMLElement {
  const title = `${row.table}　${row.label}`;
  const cells = (each: (cell: ReviewScanCell) => Content): readonly HTMLElement[] =>
    row.cells.map((cell) => element("td", { class: cell.doubts === "" ? undefined : "doubtful" }, each(cell)));
  const line = (name: string, each: (cell: ReviewScanCell) => Content): HTMLElement =>
    element("tr", {}, element("th", { scope: "row" }, name), ...cells(each));
  const body = element(
    "tbody",
    {},
    line("图", picture),
    line("识别", ({ proposal }) => said(visible(proposal))),
    ...(row.cells.some(({ doubts }) => doubts !== "") ? [line("存疑", ({ doubts }) => doubts)] : []),
  );
  const table = element(
    "table",
    { class: "list scanned" },
    headRow("栏目", ...row.cells.map(({ column }) => column)),
    body,
  );
  return element("div", {}, element("h4", {}, title), framed(title, table));
}

function picture({ picture: png, place, column, proposal }: ReviewScanCell): Content {
  if (proposal === "") return null;
  if (png === undefined) return "图见工作簿";
  const image = element("img", { alt: `${column}，扫描件${place}`, title: place });
  image.src = `data:image/png;base64,${png}`;
  return image;
}
