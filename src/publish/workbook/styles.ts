import type { Alignment, Border, Borders, Fill, Font, Style } from "exceljs";
import type { SheetStyle } from "./sheet.js";

const SONG = "宋体";
const HEI = "黑体";

const line: Partial<Border> = { style: "thin", color: { argb: "FF000000" } };
const boxed: Partial<Borders> = { top: line, left: line, bottom: line, right: line };

const songti: Partial<Font> = { name: SONG, size: 10.5 };
const heiti: Partial<Font> = { name: HEI, size: 10.5 };
const small: Partial<Font> = { name: SONG, size: 9 };

const centred: Partial<Alignment> = { horizontal: "center", vertical: "middle", wrapText: true };
const leftward: Partial<Alignment> = { horizontal: "left", vertical: "middle", wrapText: true };
const rightward: Partial<Alignment> = { horizontal: "right", vertical: "middle" };

function filled(argb: string): Fill {
  return { type: "pattern", pattern: "solid", fgColor: { argb } };
}

/** 样式表: one object a style, because the library recognises a style by object identity. */
export const STYLES: Readonly<Record<SheetStyle, Partial<Style>>> = {
  title: { font: { name: HEI, size: 16 }, alignment: centred },
  subtitle: { font: { name: HEI, size: 12 }, alignment: { horizontal: "left", vertical: "middle" } },
  note: { font: songti, alignment: rightward },
  heading: { font: heiti, alignment: centred, border: boxed, fill: filled("FFF2F2F2") },
  label: { font: songti, alignment: { ...leftward, indent: 1 }, border: boxed },
  groupLabel: { font: songti, alignment: centred, border: boxed },
  remark: { font: songti, alignment: centred, border: boxed },
  figure: { font: songti, alignment: { horizontal: "center", vertical: "middle" }, border: boxed },
  text: { font: small, alignment: leftward, border: boxed, numFmt: "@" },
  code: { font: small, alignment: { horizontal: "left", vertical: "middle" }, border: boxed },
  subtotal: {
    font: heiti,
    alignment: { horizontal: "center", vertical: "middle" },
    border: boxed,
    fill: filled("FFE8EEF7"),
  },
  subtotalLabel: { font: heiti, alignment: leftward, border: boxed, fill: filled("FFE8EEF7") },
  link: {
    font: { ...songti, color: { argb: "FF0563C1" }, underline: true },
    alignment: { horizontal: "center", vertical: "middle" },
    border: boxed,
  },
  entry: {
    font: { ...songti, color: { argb: "FF0563C1" }, underline: true },
    alignment: { ...leftward, indent: 1 },
    border: boxed,
  },
  plain: { font: songti, alignment: { ...leftward, vertical: "top" } },
  emphasis: { font: { name: HEI, size: 12, color: { argb: "FFC00000" } }, alignment: leftward },
  mandatory: {
    font: songti,
    alignment: { horizontal: "center", vertical: "middle" },
    border: boxed,
    fill: filled("FFF8CBAD"),
  },
  verification: {
    font: songti,
    alignment: { horizontal: "center", vertical: "middle" },
    border: boxed,
    fill: filled("FFFFF2CC"),
  },
  missing: {
    font: { ...songti, color: { argb: "FF7F7F7F" } },
    alignment: { horizontal: "center", vertical: "middle" },
    border: boxed,
    fill: filled("FFD9D9D9"),
  },
};
