import type { Picture } from "../raster/raster.js";
import { tooLarge, unsupported } from "../refusal.js";
import { readBmp } from "./bmp.js";
import { jpegInPdf } from "./jpeg.js";
import { readPng } from "./png.js";

/** 图片文件的格式, by its first bytes. */
export type PhotoKind = "jpeg" | "png" | "bmp";

/** Of one page: 600 dots an inch over A4, or a telephone's 40 megapixels. */
export const MOST_PIXELS = 40_000_000;

/** What a photograph is read as: its pixels, or a PDF of one page that holds it, for the PDF library decodes JPEG. */
export type Photo = { readonly picture: Picture } | { readonly pdf: Uint8Array };

/** Which of the pictures that can be read a file is; undefined where it is none of them. */
export function photoKind(bytes: Uint8Array): PhotoKind | undefined {
  const starts = (...start: number[]): boolean => start.every((byte, at) => bytes[at] === byte);
  if (starts(0xff, 0xd8, 0xff)) return "jpeg";
  if (starts(0x89, 0x50, 0x4e, 0x47)) return "png";
  return starts(0x42, 0x4d) && [6, 7, 8, 9].every((at) => bytes[at] === 0) ? "bmp" : undefined;
}

/**
 * 读图片.
 * @throws ReadRefusal FILE.TOO_LARGE, FILE.UNSUPPORTED or FILE.UNREADABLE
 */
export function readPhoto(bytes: Uint8Array, kind: PhotoKind): Photo {
  if (kind === "jpeg") return { pdf: jpegInPdf(bytes, refuseLarge) };
  return { picture: kind === "png" ? readPng(bytes, refuseLarge) : readBmp(bytes, refuseLarge) };
}

/** By what the file's head says, before anything is decoded. */
function refuseLarge(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw unsupported("图片的大小不明，无法读取", PHOTO_ADVICE);
  if (width * height > MOST_PIXELS) throw tooLarge(`图片超过 ${MOST_PIXELS / 10_000} 万像素`);
}

const PHOTO_ADVICE = "请另存为 .jpg、.png 或 .pdf 后重新报送";
