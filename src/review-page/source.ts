import type { ReviewBlock, ReviewText } from "../publish/review-model.js";
import { blocksOf, core, type PlaceInFile, textAt } from "./data.js";
import { type Content, element, said, spoken } from "./element.js";
import { gridView } from "./sheet.js";
import { visible } from "./words.js";

/** 原件: the part of each sheet around the cells, as it was sent, with the cells marked. */
export function sourcesView(sources: readonly PlaceInFile[]): HTMLElement {
  const groups = new Map<string, PlaceInFile[]>();
  for (const source of sources) {
    const key = `${source.file}\u0001${source.sheet}`;
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return element("div", { class: "sources" }, ...[...groups.values()].map(sheetView));
}

function sheetView(sources: readonly PlaceInFile[]): HTMLElement {
  const first = sources[0] as PlaceInFile;
  const cells = sources.map((source) => source.cell).filter((cell) => cell !== "");
  const caption = element(
    "p",
    { class: "where" },
    "《",
    said(visible(core.files[first.file] ?? "")),
    "》",
    first.sheet ? element("span", {}, "　", said(first.sheet)) : null,
    cells.length > 0
      ? element(
          "span",
          {},
          `　${cells.length > 6 ? `${cells.slice(0, 6).join("、")} 等${cells.length}处` : cells.join("、")}`,
        )
      : null,
  );
  return element("section", { class: "source" }, caption, ...windows(first, cells));
}

function windows(first: PlaceInFile, cells: readonly string[]): readonly Content[] {
  const blocks = blocksOf(first.file);
  if (!blocks) return [element("p", { class: "quiet" }, "该文件未计入汇总，原件内容没有随页保存，请打开文件查看。")];
  const shown = blocks
    .filter((block) => textAt(block.sheet) === first.sheet)
    .flatMap((block) => blockView(block, cells, first) ?? []);
  return shown.length > 0
    ? shown
    : [
        element(
          "p",
          { class: "quiet" },
          cells.length === 0 ? "本条针对整个文件或整张表，没有具体单元格。" : "原件中没有找到该位置，请打开文件查看。",
        ),
      ];
}

function blockView(block: ReviewBlock, cells: readonly string[], first: PlaceInFile): HTMLElement | undefined {
  return block.kind === "text"
    ? textView(block, cells)
    : gridView(block, cells, `原件《${core.files[first.file] ?? ""}》${first.sheet}`);
}

function textView({ lines }: ReviewText, cells: readonly string[]): HTMLElement | undefined {
  const rows: HTMLElement[] = [];
  let last = -1;
  let found = false;
  for (let at = 0; at < lines.length; at += 3) {
    const number = lines[at] ?? 0;
    const place = textAt(lines[at + 1] ?? -1);
    const marked = cells.includes(place);
    found ||= marked;
    if (last >= 0 && number > last + 1) rows.push(element("li", { class: "gap" }, "……"));
    last = number;
    const text = visible(textAt(lines[at + 2] ?? -1));
    rows.push(
      element(
        "li",
        { class: marked ? "marked" : undefined },
        element("span", { class: "place" }, place),
        marked ? element("mark", {}, said(text)) : said(text),
        marked && spoken("（所指的一行）"),
      ),
    );
  }
  return found ? element("ol", { class: "lines" }, ...rows) : undefined;
}

/** 原填与取数: the typed text and what was made of it. */
export function typedView(source: PlaceInFile | null, value: string | null, unit: string): HTMLElement {
  const result = value === null ? "未能取数，缺失不等于零" : `取数 ${value}${unit}`;
  if (!source) return element("p", { class: "typed" }, "没有对应的单元格：", result);
  const typed = source.text === "" ? element("em", {}, "空白") : element("code", {}, said(visible(source.text)));
  return element("p", { class: "typed" }, "原填 ", typed, ` → ${result}`);
}
