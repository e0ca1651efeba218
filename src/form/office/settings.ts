import { z } from "zod";
import { DATE, DIGITS, JurisdictionSchema, MONTH_DAY } from "../office-records.js";

/** 可以填的值: as it stands in the settings, and as a person reads it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** 填法: words are several texts in one cell; digits a number that is kept as text. */
export type SettingKind = "text" | "words" | "whole" | "digits" | "monthDay" | "date" | "choice" | "flag";

/** 一项设置: one row of the settings workbook, or one column of a list in it. */
export interface Setting {
  /** Where it stands in the settings: deadlines, submission. */
  readonly path: readonly string[];
  readonly label: string;
  readonly explanation: string;
  readonly kind: SettingKind;
  readonly required: boolean;
  readonly choices: readonly Choice[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** What holds where nothing is filled in. */
  readonly otherwise?: string;
}

/** 一张清单: a setting of several rows, with a sheet of its own. */
export interface SettingList {
  readonly key: string;
  readonly label: string;
  readonly explanation: string;
  readonly columns: readonly Setting[];
}

/** 设置项目, in the order of the settings. */
export interface SettingsLayout {
  readonly settings: readonly Setting[];
  readonly lists: readonly SettingList[];
}

/** The part of a JSON Schema that the settings use. */
interface Shape {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

let layout: SettingsLayout | undefined;

/** 设置的全部项目: taken from the shape that the loader itself parses with, so that workbook and loader can't differ. */
export function settingsLayout(): SettingsLayout {
  layout ??= layoutOf(z.toJSONSchema(JurisdictionSchema, { io: "input", target: "draft-7" }) as Shape);
  return layout;
}

function layoutOf(shape: Shape): SettingsLayout {
  const lists = Object.entries(shape.properties ?? {}).flatMap(([key, own]) => {
    const columns = own.items?.type === "object" ? settingsIn(own.items, [], true) : [];
    return columns.length === 0 ? [] : [{ key, label: own.title ?? key, explanation: own.description ?? "", columns }];
  });
  return { settings: settingsIn(shape, [], true), lists };
}

function settingsIn(shape: Shape, above: readonly string[], requiredAbove: boolean): readonly Setting[] {
  return Object.entries(shape.properties ?? {}).flatMap(([key, own]): readonly Setting[] => {
    const path = [...above, key];
    const required = requiredAbove && (shape.required ?? []).includes(key);
    if (key.startsWith("$") || own.items?.type === "object") return [];
    return own.type === "object" ? settingsIn(own, path, required) : [settingOf(own, path, required)];
  });
}

function settingOf(shape: Shape, path: readonly string[], required: boolean): Setting {
  const values = shape.type === "boolean" ? ["true", "false"] : (shape.enum ?? shape.items?.enum ?? []);
  const labels = shape.type === "boolean" ? ["是", "否"] : (shape.enumDescriptions ?? []);
  return {
    path,
    label: shape.title ?? path.join("."),
    explanation: shape.description ?? "",
    kind: kindOf(shape),
    required,
    choices: values.map((value, at) => ({ value, label: labels[at] ?? value })),
    ...(shape.minimum !== undefined && { minimum: shape.minimum }),
    ...(shape.maximum !== undefined && shape.maximum < Number.MAX_SAFE_INTEGER && { maximum: shape.maximum }),
    ...(shape.default !== undefined && { otherwise: otherwiseOf(shape.default, values, labels) }),
  };
}

/** 无: a list of nothing, where a blank would mean something else. */
export const NONE = "无";

function otherwiseOf(value: unknown, values: readonly string[], labels: readonly string[]): string {
  if (Array.isArray(value)) return value.length === 0 ? NONE : value.join("、");
  return labels[values.indexOf(String(value))] ?? String(value);
}

const PATTERNS: Readonly<Record<string, SettingKind>> = {
  [MONTH_DAY.source]: "monthDay",
  [DATE.source]: "date",
  [DIGITS.source]: "digits",
};

function kindOf(shape: Shape): SettingKind {
  switch (shape.type) {
    case "array":
      return "words";
    case "integer":
      return "whole";
    case "boolean":
      return "flag";
    default:
      return shape.enum ? "choice" : (PATTERNS[shape.pattern ?? ""] ?? "text");
  }
}

/** 可以填的值, in words: `县级、乡镇级 之一`. */
export function permittedText({ kind, choices, minimum, maximum, required, otherwise }: Setting): string {
  const range = [
    ...(minimum === undefined ? [] : [`不小于${minimum}`]),
    ...(maximum === undefined ? [] : [`不大于${maximum}`]),
  ];
  const words: Readonly<Record<SettingKind, string>> = {
    text: "文字",
    words: `${choices.length > 0 ? choices.map(({ label }) => label).join("、") : "文字"}，几项之间用顿号隔开${otherwise === undefined ? "" : `，都不要写 ${NONE}`}`,
    whole: ["整数", ...range].join("，"),
    digits: "整数",
    monthDay: "月-日，如 01-31",
    date: "年-月-日，如 2023-01-05",
    choice: `${choices.map(({ label }) => label).join("、")} 之一`,
    flag: "是 或 否",
  };
  const blank = required ? "必填" : otherwise === undefined ? "可以不填" : `不填为 ${otherwise}`;
  return `${words[kind]}；${blank}`;
}

/** 选项: the one that a person means by its own label, by the label without 级, or by its code. */
export function choiceNamed({ choices }: Setting, text: string): Choice | undefined {
  return choices.find(
    ({ value, label }) => text === label || text === value || (label.endsWith("级") && text === label.slice(0, -1)),
  );
}
