import { functionsIn, inPixels, numberOf, split } from "../css/css.js";
import type { Declarations } from "./cascade.js";

/** Smaller than this part of its size nothing is read. */
const LEAST = 0.2;
const FAR = 400;
const NEXT = 24;

/** 变形: gone: shrunk to nothing, turned edgewise, moved off the page · turned: mirrored, rotated, moved aside, or who knows how. */
export function turning(declared: Declarations, font: number): "straight" | "turned" | "gone" {
  const found = [
    ...functionsIn(declared.get("transform") ?? "").map(({ name, inner }) => effectOf(name, split(inner, ","), font)),
    ...own(declared, font),
  ];
  return found.includes("gone") ? "gone" : found.includes("turned") ? "turned" : "straight";
}

type Effect = ReturnType<typeof turning>;

function own(declared: Declarations, font: number): readonly Effect[] {
  const [scale, rotate, translate] = ["scale", "rotate", "translate"].map((name) => declared.get(name) ?? "none");
  return [
    ...(scale === "none" ? [] : [effectOf("scale", split(scale ?? "", " "), font)]),
    ...(rotate === "none" ? [] : [effectOf("rotate", [(rotate ?? "").split(" ").at(-1) ?? ""], font)]),
    ...(translate === "none" ? [] : [effectOf("translate", split(translate ?? "", " "), font)]),
  ];
}

function effectOf(name: string, values: readonly string[], font: number): Effect {
  if (/^scale/.test(name)) return scaled(values.slice(0, 2).map((one) => numberOf(one) ?? Number.NaN));
  if (/^translate(?!z)/.test(name)) return moved(values.slice(0, 2).map((one) => inPixels(one, font) ?? 0));
  if (/^(?:rotate|skew)/.test(name)) return rotated(name, degrees(values.at(-1) ?? "0"));
  if (name === "matrix") return ofMatrix(values.map(Number), font);
  return name === "translatez" || name === "perspective" ? "straight" : "turned";
}

function scaled(factors: readonly number[]): Effect {
  if (factors.some((one) => Math.abs(one) < LEAST)) return "gone";
  return factors.every((one) => one > 0) ? "straight" : "turned";
}

function moved(pixels: readonly number[]): Effect {
  if (pixels.some((one) => one <= -FAR || one >= 3000)) return "gone";
  return pixels.some((one) => Math.abs(one) > NEXT) ? "turned" : "straight";
}

function rotated(name: string, angle: number): Effect {
  const turn = ((angle % 360) + 360) % 360;
  if (turn < 5 || turn > 355) return "straight";
  const isEdgewise = /^rotate[xy]$/.test(name) && Math.abs((turn % 180) - 90) < 10;
  return isEdgewise ? "gone" : "turned";
}

function degrees(value: string): number {
  const [, number, unit = ""] = /^([-+]?[\d.e-]+?)(deg|turn|rad|grad)?$/.exec(value) ?? [];
  const scale = { turn: 360, rad: 180 / Math.PI, grad: 0.9, deg: 1 }[unit] ?? 1;
  return number === undefined ? Number.NaN : Number(number) * scale;
}

function ofMatrix([a = 1, b = 0, c = 0, d = 1, x = 0, y = 0]: readonly number[], font: number): Effect {
  if (Math.abs(a * d - b * c) < LEAST * LEAST) return "gone";
  if (Math.abs(b) > 0.1 || Math.abs(c) > 0.1 || a <= 0 || d <= 0) return "turned";
  return moved([x, y].map((one) => inPixels(`${one}px`, font) ?? 0));
}
