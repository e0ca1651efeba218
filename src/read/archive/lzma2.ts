import { decode, type Output, openModel } from "./lzma.js";
import { damaged, openRangeCoder } from "./range-coder.js";

type Model = ReturnType<typeof openModel>;

/** 解压 LZMA2: pieces of LZMA or of plain bytes, each with its sizes; exactly so many bytes in all. */
export function lzma2Into(packed: Uint8Array, size: number): Uint8Array {
  const output: Output = { bytes: new Uint8Array(size), at: 0, from: 0 };
  let model: Model | undefined;
  for (let at = 0; packed[at] !== 0; ) {
    const control = packed[at] ?? damaged();
    if (control === 1 || control >= 0xe0) output.from = output.at;
    if (control < 0x80) at = plainPiece(packed, at, output);
    else {
      const head = headOf(packed, at, control);
      model = modelFor(model, control, head.properties);
      const end = output.at + head.size;
      if (end > size || head.end > packed.length) damaged();
      decode(model, openRangeCoder(packed.subarray(head.start, head.end)), output, end);
      at = head.end;
    }
  }
  if (output.at !== size) damaged();
  return output.bytes;
}

/** 1: a piece that is not packed, with a dictionary of its own · 2: with that so far. */
function plainPiece(packed: Uint8Array, at: number, output: Output): number {
  if ((packed[at] as number) > 2 || at + 3 > packed.length) damaged();
  const size = (packed[at + 1] as number) * 256 + (packed[at + 2] as number) + 1;
  const start = at + 3;
  if (start + size > packed.length || output.at + size > output.bytes.length) damaged();
  output.bytes.set(packed.subarray(start, start + size), output.at);
  output.at += size;
  return start + size;
}

interface Head {
  readonly size: number;
  readonly start: number;
  readonly end: number;
  readonly properties: number | undefined;
}

function headOf(packed: Uint8Array, at: number, control: number): Head {
  const number = (offset: number): number =>
    (packed[at + offset] ?? damaged()) * 256 + (packed[at + offset + 1] ?? damaged());
  const size = ((control & 0x1f) << 16) + number(1) + 1;
  const hasProperties = control >= 0xc0;
  const start = at + (hasProperties ? 6 : 5);
  return {
    size,
    start,
    end: start + number(3) + 1,
    properties: hasProperties ? (packed[at + 5] ?? damaged()) : undefined,
  };
}

/** From 0xc0 on new properties, from 0xa0 on the odds forgotten; else it goes on as it was. */
function modelFor(model: Model | undefined, control: number, properties: number | undefined): Model {
  if (properties !== undefined) return openModel(properties);
  if (!model) damaged();
  return control >= 0xa0 ? openModel(model.properties) : model;
}
