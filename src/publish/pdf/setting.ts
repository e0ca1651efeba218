import { FACES, type Face, type Typefaces } from "../../typeface.js";
import { lineFactor } from "./font-metrics.js";

export const POINTS_PER_MM = 72 / 25.4;
export const TEXT_WIDTH = 156 * POINTS_PER_MM;
/** 每页22行. */
export const LINE_PITCH = (225 * POINTS_PER_MM) / 22;
/** 3号. */
export const SIZE = 16;

/** 字号与行距: a face with its type size and its distance from line to line in points. */
export type Setting = (face: Face, size: number, pitch: number) => FaceAndSize;

export type FaceAndSize = {
  readonly font: Face;
  readonly fontSize: number;
  readonly lineHeight: number;
};

/** 同一字体: of the faces for which the same font was found, the first. The others are set in it too, so that it is opened once. */
export function faceOf(face: Face, fonts: Typefaces): Face {
  return FACES.find((one) => fonts[one].bytes === fonts[face].bytes) ?? face;
}

/** The library counts the distance of lines in line heights of the font, which differ from font to font. */
export function settingOf(fonts: Typefaces): Setting {
  const factors = new Map(FACES.map((face) => [face, lineFactor(fonts[face].bytes)]));
  return (face, size, pitch) => ({
    font: faceOf(face, fonts),
    fontSize: size,
    lineHeight: pitch / (size * (factors.get(face) ?? 1)),
  });
}
