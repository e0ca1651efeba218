import type { ReviewBlock, ReviewText } from "../../publish/review/model.js";
import { blocksOf, core, type PlaceInFile, textAt } from "../data.js";
import { type Content, element, said, spoken } from "../element.js";
import { visible } from "../words.js";
import { gridView, meantOnes } from "./sheet.js";

const LINES_AROUND = 4;

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
  return element("section", { class: "source" }, caption, ...windows(first, sources));
}

function windows(first: PlaceInFile, sources: readonly PlaceInFile[]): readonly Content[] {
  const blocks = blocksOf(first.file);
  if (!blocks) return [element("p", { class: "quiet" }, "该文件未计入汇总，原件内容没有随页保存，请打开文件查看。")];
  const shown = blocks
    .filter((block) => textAt(block.sheet) === first.sheet)
    .flatMap((block) => blockView(block, sources, first) ?? []);
  return shown.length > 0
    ? shown
    : [
        element(
          "p",
          { class: "quiet" },
          sources.every((source) => source.cell === "")
            ? "本条针对整个文件或整张表，没有具体单元格。"
            : "原件中没有找到该位置，请打开文件查看。",
        ),
      ];
}

function blockView(block: ReviewBlock, sources: readonly PlaceInFile[], first: PlaceInFile): HTMLElement | undefined {
  return block.kind === "text"
    ? textView(block, sources)
    : gridView(block, sources, `原件《${core.files[first.file] ?? ""}》${first.sheet}`);
}

function textView({ lines }: ReviewText, sources: readonly PlaceInFile[]): HTMLElement | undefined {
  const all: { readonly number: number; readonly place: string; readonly text: string }[] = [];
  for (let at = 0; at < lines.length; at += 3) {
    all.push({ number: lines[at] ?? 0, place: textAt(lines[at + 1] ?? -1), text: textAt(lines[at + 2] ?? -1) });
  }
  const named = all.filter((line) => sources.some((source) => source.cell === line.place));
  const marked = meantOnes(
    named,
    (line) => line.text,
    sources.map((source) => source.text),
  );
  if (marked.length === 0) return undefined;
  const near = all.filter((line) => marked.some((one) => Math.abs(one.number - line.number) <= LINES_AROUND));
  const rows = near.flatMap((line, index) => [
    ...(index > 0 && line.number > (near[index - 1]?.number ?? 0) + 1 ? [element("li", { class: "gap" }, "……")] : []),
    lineView(line.place, line.text, marked.includes(line)),
  ]);
  return element("ol", { class: "lines" }, ...rows);
}

function lineView(place: string, text: string, marked: boolean): HTMLElement {
  const shown = said(visible(text));
  return element(
    "li",
    { class: marked ? "marked" : undefined },
    element("span", { class: "place" }, place),
    marked ? element("mark", {}, shown) : shown,
    marked && spoken("（所指的一行）"),
  );
}

/** 原填与取数: the typed text and what was made of it. */
export function typedView(source: PlaceInFile | null, value: string | null, unit: string): HTMLElement {
  const result = value === null ? "未能取数，缺失不等于零" : `取数 ${value}${unit}`;
  if (!source) return element("p", { class: "typed" }, "没有对应的单元格：", result);
  const typed = source.text === "" ? element("em", {}, "空白") : element("code", {}, said(visible(source.text)));
  return element("p", { class: "typed" }, "原填 ", typed, ` → ${result}`);
}
