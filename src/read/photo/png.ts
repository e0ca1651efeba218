import { inflateRaw } from "../../bytes.js";
import type { Picture } from "../raster/raster.js";
import { unreadable, unsupported } from "../refusal.js";

/** PNG 的文件头. */
interface Head {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** 0 grey, 2 colours, 3 palette, 4 grey and alpha, 6 colours and alpha. */
  readonly colour: number;
}

const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** PNG 图片 (RFC 2083). An interlaced one is refused: no scanner and no telephone writes it. */
export function readPng(bytes: Uint8Array, check: (width: number, height: number) => void): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) throw damaged();
  const head = { width: view.getUint32(16), height: view.getUint32(20), depth: bytes[24]!, colour: bytes[25]! };
  check(head.width, head.height);
  if (bytes[28] !== 0) throw unsupported("这是隔行存储的 PNG 图片，无法读取", "请另存为 .jpg 后重新报送");
  if (SAMPLES[head.colour] === undefined || ![1, 2, 4, 8, 16].includes(head.depth)) throw damaged();
  const { data, palette } = chunksOf(bytes, view);
  const row = rowBytes(head);
  return coloured(unfiltered(inflated(data, (row + 1) * head.height), head), head, palette);
}

function damaged() {
  return unreadable("图片已损坏，无法读取", "请重新扫描或拍照后报送");
}

function rowBytes({ width, depth, colour }: Head): number {
  return Math.ceil((width * depth * SAMPLES[colour]!) / 8);
}

function chunksOf(bytes: Uint8Array, view: DataView): { readonly data: Uint8Array; readonly palette: Uint8Array } {
  const parts: Uint8Array[] = [];
  let palette = new Uint8Array(0);
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.slice(at + 8, at + 8 + length);
    if (kind === "IDAT") parts.push(content);
    if (kind === "PLTE") palette = content;
    if (kind === "IEND") break;
    at += 12 + length;
  }
  const data = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of parts) {
    data.set(part, to);
    to += part.length;
  }
  return { data, palette };
}

/** The zlib head and its checksum are left aside; no more comes out than the picture needs. */
function inflated(data: Uint8Array, most: number): Uint8Array {
  try {
    const out = inflateRaw(data.subarray(2), most);
    if (out.length < most) throw damaged();
    return out;
  } catch {
    throw damaged();
  }
}

/** 滤波 taken back, row by row in place (RFC 2083, 6). */
function unfiltered(data: Uint8Array, head: Head): Uint8Array {
  const row = rowBytes(head);
  const step = Math.max(1, Math.ceil((head.depth * SAMPLES[head.colour]!) / 8));
  const out = new Uint8Array(row * head.height);
  for (let y = 0; y < head.height; y += 1) {
    const filter = data[y * (row + 1)]!;
    for (let x = 0; x < row; x += 1) {
      const left = x < step ? 0 : out[y * row + x - step]!;
      const up = y === 0 ? 0 : out[(y - 1) * row + x]!;
      const corner = x < step || y === 0 ? 0 : out[(y - 1) * row + x - step]!;
      out[y * row + x] = data[y * (row + 1) + 1 + x]! + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Three bytes a pixel, on white where it is transparent. */
function coloured(data: Uint8Array, head: Head, palette: Uint8Array): Picture {
  const { width, height, depth, colour } = head;
  const [row, samples] = [rowBytes(head), SAMPLES[colour]!];
  const rgb = new Uint8Array(width * height * 3);
  const sample = (y: number, at: number): number => {
    if (depth === 8) return data[y * row + at]!;
    if (depth === 16) return data[y * row + at * 2]!;
    const bits = (data[y * row + ((at * depth) >> 3)]! >> (8 - depth - ((at * depth) & 7))) & ((1 << depth) - 1);
    return colour === 3 ? bits : Math.round((bits * 255) / ((1 << depth) - 1));
  };
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const first = sample(y, x * samples);
      const alpha = colour === 4 || colour === 6 ? sample(y, x * samples + samples - 1) / 255 : 1;
      for (let i = 0; i < 3; i += 1) {
        const own = colour === 3 ? (palette[first * 3 + i] ?? 0) : samples < 3 ? first : sample(y, x * samples + i);
        rgb[(y * width + x) * 3 + i] = Math.round(own * alpha + 255 * (1 - alpha));
      }
    }
  return { width, height, rgb };
}
