import type { ReviewFinding, ReviewTable, ReviewUnit } from "../publish/review/model.js";
import { copyButton } from "./announce.js";
import { allFindings, core, figureAt, shareOf, type UnitShare, unitAt, unitPlace } from "./data.js";
import { type Content, element, linkTo, linkToFile, said } from "./element.js";
import { findingsSection, messageText } from "./findings/findings.js";
import { type ShownValue, statutoryTable } from "./matrix/matrix.js";
import { hashOf } from "./route.js";
import { unitTags } from "./units.js";
import { facts, framed, headRow, notFound, type View, view } from "./view.js";
import { gaveNothing, visible } from "./words.js";

/** 单位: everything about one unit. */
export function unitView(code: string): View {
  const place = unitPlace(code);
  const unit = place === undefined ? undefined : unitAt(place);
  if (place === undefined || !unit) return notFound("单位名录中没有这一代码。");
  const findings = allFindings().filter((finding) => finding.unit === place);
  const open = findings.filter((finding) => finding.open);
  const asking = findings.filter((finding) => finding.severity !== "notice");
  return view(
    unit.name,
    element(
      "p",
      { class: "tags" },
      ...unitTags(unit),
      element("span", { class: "quiet" }, `${unit.code}　`, said(unit.category)),
      unit.lateBy !== undefined && element("span", { class: "quiet" }, `　${unit.lateBy}`),
    ),
    facts(
      ["须修改", String(unit.mandatory)],
      ["待说明", String(unit.verification)],
      ["已说明", String(unit.explained)],
      ["提示", String(unit.notice)],
    ),
    element(
      "p",
      { class: "actions" },
      unit.slip !== null && linkToFile(unit.slip, "打开退回单（Excel）"),
      open.length > 0 && copyButton("复制待处理问题的文字", () => messageText(open)),
      ...neighbours(place),
    ),
    filesSection(unit),
    findingsSection(`审核意见（${asking.length}条）`, asking, false),
    notices(findings.filter((finding) => finding.severity === "notice")),
    gaveNothing(unit)
      ? null
      : element(
          "section",
          {},
          element("h3", {}, "所报数字"),
          legend(),
          ...core.tables.map((table) => ownTable(table, place, findings)),
        ),
  );
}

function neighbours(place: number): readonly Content[] {
  const link = (at: number, text: string): Content => {
    const unit = unitAt(at);
    return unit ? linkTo(hashOf("unit", [unit.code]), {}, text, said(unit.name)) : null;
  };
  return [link(place - 1, "上一单位："), link(place + 1, "下一单位：")];
}

/** Notices are folded, because they need no answer. */
function notices(findings: readonly ReviewFinding[]): Content {
  const list = findingsSection("", findings, false);
  list?.querySelector("h3")?.remove();
  return (
    list &&
    element("details", { class: "notices" }, element("summary", {}, `提示（${findings.length}条，无须答复）`), list)
  );
}

function filesSection(unit: ReviewUnit): HTMLElement {
  const rows = unit.files.map(({ file, status, format }) =>
    element("tr", {}, element("td", {}, said(visible(file))), element("td", {}, status), element("td", {}, format)),
  );
  return element(
    "section",
    {},
    element("h3", {}, "报送材料"),
    rows.length === 0
      ? element("p", {}, "没有收到该单位的材料。")
      : element("table", { class: "list" }, headRow("文件", "处理", "格式"), element("tbody", {}, ...rows)),
  );
}

function legend(): HTMLElement {
  return element(
    "p",
    { class: "legend" },
    "图例：",
    element("span", { class: "mandatory" }, "36", element("sup", {}, "改")),
    " 须修改　",
    element("span", { class: "provisional" }, "36", element("sup", {}, "核")),
    " 待说明　",
    element("span", { class: "incomplete" }, "缺"),
    " 未能取数，不等于零　",
    "点数字看原件",
  );
}

function ownTable(table: ReviewTable, place: number, findings: readonly ReviewFinding[]): Content {
  const shares = new Map<number, UnitShare>();
  for (const cell of table.rows.flat()) {
    const share = cell.figure === undefined ? undefined : shareOf(cell.figure, place);
    if (cell.figure !== undefined && share) shares.set(cell.figure, share);
  }
  if (shares.size === 0) return null;
  const kinds = openKinds(findings);
  const unit = unitAt(place)?.code ?? "";
  return element(
    "div",
    {},
    element("h4", {}, table.title),
    framed(
      table.title,
      statutoryTable(table, (figure) => ownValue({ figure, share: shares.get(figure), kind: kinds.get(figure), unit })),
    ),
  );
}

function openKinds(findings: readonly ReviewFinding[]): ReadonlyMap<number, "mandatory" | "provisional"> {
  const kinds = new Map<number, "mandatory" | "provisional">();
  for (const finding of findings) {
    if (!finding.open) continue;
    for (const figure of finding.figures)
      if (kinds.get(figure) !== "mandatory")
        kinds.set(figure, finding.severity === "mandatory" ? "mandatory" : "provisional");
  }
  return kinds;
}

interface OwnValueRequest {
  readonly figure: number;
  readonly share: UnitShare | undefined;
  readonly kind: "mandatory" | "provisional" | undefined;
  readonly unit: string;
}

function ownValue({ figure, share, kind, unit }: OwnValueRequest): ShownValue {
  const known = figureAt(figure);
  const hash = hashOf("figure", [known.code, unit]);
  if (!share) return { text: "", kind: "", mark: "", meaning: "该单位没有此项", hash };
  if (share.value === null && share.answer === null)
    return known.single
      ? { text: "", kind: "", mark: "", meaning: "该单位未填此项", hash }
      : { text: "缺", kind: "incomplete", mark: "", meaning: "未能取数", hash };
  const text = share.answer === null ? `${share.value}${share.qualifier}` : visible(share.answer);
  if (kind === "mandatory") return { text, kind, mark: "改", meaning: "须修改", hash };
  if (kind === "provisional") return { text, kind, mark: "核", meaning: "待说明", hash };
  return { text, kind: "", mark: "", meaning: "无待处理问题", hash };
}
