import { damaged } from "../doc-file/doc-file.js";

/** 域: what stands between its marks, an instruction and then its result. Fields may stand within both. */
interface Field {
  instruction: string;
  inInstruction: boolean;
}

/** 打开的域, from the outermost. */
export type Fields = Field[];

export const FIELD_MARKS = { begin: "\x13", separator: "\x14", end: "\x15" } as const;

/** Whether text is shown here; what stands in an instruction is not, whatever field it is of. */
export function isShown(fields: Fields): boolean {
  return fields.every(({ inInstruction }) => !inInstruction);
}

/** Adds to the instruction that is open. */
export function noteInstruction(fields: Fields, text: string): void {
  const last = fields.at(-1);
  if (last?.inInstruction) last.instruction += text;
}

/** Takes a mark; returns the instruction that it ends, if that is one whose result would be shown. */
export function takeFieldMark(fields: Fields, mark: string): string | undefined {
  if (mark === FIELD_MARKS.begin) {
    fields.push({ instruction: "", inInstruction: true });
    return undefined;
  }
  const field = mark === FIELD_MARKS.end ? fields.pop() : fields.at(-1);
  if (!field?.inInstruction) return undefined;
  field.inInstruction = false;
  return isShown(fields) ? field.instruction : undefined;
}

/**
 * An instruction without an end would take the rest of the document with it.
 * @throws ReadRefusal
 */
export function refuseOpenField(fields: Fields): void {
  if (!isShown(fields)) throw damaged();
}
