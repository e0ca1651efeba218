import { FACES, type Face, type Typefaces } from "../../typeface.js";
import { lineFactor } from "./font-metrics.js";
import { type HasSign, signsIn } from "./font-signs.js";

/** A piece of a text in one face. */
export interface Run {
  readonly text: string;
  readonly face: Face;
}

type Fonts = ReadonlyMap<Face, { readonly has: HasSign; readonly lines: number }>;

/**
 * 缺字: what the face of a text lacks is printed in another face that has it; what none has is written as its number (〔U+20BB7〕),
 * so that nothing is printed as a blank. Fonts without Chinese characters are taken as they are.
 */
export function runsOf(text: string, face: Face, fonts: Fonts): readonly Run[] {
  const runs: { text: string; face: Face }[] = [];
  for (const sign of text) {
    const one = inFace(sign, face, fonts);
    const last = runs.at(-1);
    if (last?.face === one.face) last.text += one.text;
    else runs.push({ ...one });
  }
  return runs;
}

function inFace(sign: string, face: Face, fonts: Fonts): Run {
  if (NOT_DRAWN.test(sign)) return { text: sign, face };
  const code = sign.codePointAt(0) ?? 0;
  const has = (one: Face): boolean => fonts.get(one)?.has(code) ?? true;
  const found = [face, ...FACES].find(has);
  if (found !== undefined) return { text: sign, face: found };
  const chinese = FACES.some((one) => fonts.get(one)?.has(CHINESE));
  return { text: chinese ? `〔U+${code.toString(16).toUpperCase().padStart(4, "0")}〕` : sign, face };
}

/** Blanks, line ends, controls and marks that change the character before them. */
const NOT_DRAWN = /[\s\p{Cc}\p{Cf}\p{Mn}]/u;
const CHINESE = 0x4e00;

export function fontsOf(typefaces: Typefaces): Fonts {
  return new Map(
    FACES.map((face) => {
      const { bytes } = typefaces[face];
      return [face, { has: signsIn(bytes), lines: lineFactor(bytes) }];
    }),
  );
}

/** 全文逐段选字体: the same nodes, with every text divided into runs of faces that have its characters. */
export function withFaces<N>(node: N, fonts: Fonts): N {
  if (Array.isArray(node)) return node.map((one: unknown) => withFaces(one, fonts)) as N;
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => {
    if (key === "text" && Array.isArray(value)) return [key, value.flatMap((piece) => divided(piece, node, fonts))];
    return [key, INNER.has(key) ? withFaces(value, fonts) : value];
  });
  return Object.fromEntries(entries) as N;
}

/** Where texts stand within a node of the document tree. */
const INNER: ReadonlySet<string> = new Set(["table", "body", "stack"]);

function divided(piece: { readonly text: string }, node: object, fonts: Fonts): readonly object[] {
  const shape = node as { readonly font?: Face; readonly lineHeight?: number };
  const face = shape.font ?? "body";
  return runsOf(piece.text, face, fonts).map((run) => {
    if (run.face === face) return { ...piece, text: run.text };
    const factor = (fonts.get(face)?.lines ?? 1) / (fonts.get(run.face)?.lines ?? 1);
    return {
      ...piece,
      text: run.text,
      font: run.face,
      ...(shape.lineHeight && { lineHeight: shape.lineHeight * factor }),
    };
  });
}
