import { groupBy } from "../../grouping.js";
import type { ScanDoubt } from "../../scanned-form.js";
import type { CellInk } from "./cell-ink.js";
import { type Digits, digitsOf } from "./digits.js";
import { askedOthers, groupsAlike, type ReadSign } from "./likeness.js";
import { greyLine } from "./line-picture.js";
import type { RecognisedLine, Recogniser } from "./recogniser.js";
import { type Sign, signsOf } from "./signs.js";
import { countOf, pointsIn } from "./text-lines.js";

/** 一格的识别: its text, and where it may hold a figure, the proposal. */
export interface CellReading {
  /** Of each of its lines. */
  readonly texts: readonly string[];
  readonly proposal: string | null;
  readonly doubts: readonly ScanDoubt[];
  /** It may hold a figure: nothing, or something like a number. */
  readonly figure: boolean;
}

/** The room around a line in its picture, as a share of its height. */
const ROOM = 0.16;
/** Below this the recognition counts as unsure. */
const SURE = 0.9;
/** A share of the cell's pixels that is red, or specks, from which a seal lies on it or it may not be empty. */
const SEALED = 0.004;
const DUSTY = 0.004;
/** Of signs that look the same, so many are recognised; the others are read as these are, where all agree. */
const SAMPLES = 6;

/** 逐格识别: the model reads every cell; then each digit is held against those of the page that look most like it. */
export async function readCells(cells: readonly CellInk[], recognise: Recogniser): Promise<readonly CellReading[]> {
  const read = await firstReadings(cells, recognise);
  const numbers = cells.map((cell, at) => numberOf(cell, read[at]!));
  const known = numbers.flatMap((number) => number?.signs ?? []);
  return cells.map((cell, at) => {
    const number = numbers[at];
    if (cell.lines.length === 0) return emptyCell(cell);
    return number ? figureCell(cell, number, known) : textCell(cell, read[at]!);
  });
}

type Lines = readonly RecognisedLine[];

/** The model's reading of every cell's lines. Cells with one sign, mostly zeros, are read by samples of those that look the same. */
async function firstReadings(cells: readonly CellInk[], recognise: Recogniser): Promise<readonly Lines[]> {
  const { read: wanted, like } = samplesOf(cells);
  const read = new Map(zipped(wanted, await recognised(wanted, recognise)));
  const rest = [...like]
    .filter(([, samples]) => !agree(samples.map((sample) => read.get(sample)!)))
    .map(([cell]) => cell);
  for (const [cell, lines] of zipped(rest, await recognised(rest, recognise))) read.set(cell, lines);
  return cells.map((cell) => read.get(cell) ?? read.get(like.get(cell)![0]!)!);
}

/** The cells to be read, and for the others the samples that look like them. */
function samplesOf(cells: readonly CellInk[]): {
  readonly read: readonly CellInk[];
  readonly like: ReadonlyMap<CellInk, readonly CellInk[]>;
} {
  const alone = cells.flatMap((cell) => {
    const sign = loneSign(cell);
    return sign ? [{ cell, sign }] : [];
  });
  const group = groupsAlike(alone.map(({ sign }) => sign));
  const same = groupBy([...alone.keys()], (at) => group[at]!);
  const like = new Map<CellInk, readonly CellInk[]>();
  for (const members of same.values()) {
    const every = members.length / SAMPLES;
    if (every <= 1) continue;
    const samples = Array.from({ length: SAMPLES }, (_, sample) => alone[members[Math.floor(sample * every)]!]!.cell);
    for (const at of members) if (!samples.includes(alone[at]!.cell)) like.set(alone[at]!.cell, samples);
  }
  return { read: cells.filter((cell) => !like.has(cell)), like };
}

function agree(read: readonly Lines[]): boolean {
  const digits = read.map(([line]) => line && digitsOf(line.text));
  return digits.every((one) => one?.certain && one.digits === digits[0]?.digits);
}

function loneSign({ lines: [line, ...others], grey }: CellInk): Sign | undefined {
  if (!line || others.length > 0) return undefined;
  const [sign, ...more] = signsOf(grey, line);
  return sign && more.length === 0 && sign.width < 0.9 * sign.height ? sign : undefined;
}

/** The recognised lines of each cell, all handed over at once. */
async function recognised(cells: readonly CellInk[], recognise: Recogniser): Promise<readonly Lines[]> {
  const read = await recognise(cells.flatMap(({ grey, lines }) => lines.map((line) => greyLine(grey, line, ROOM))));
  let end = 0;
  return cells.map(({ lines }) => {
    end += lines.length;
    return read.slice(end - lines.length, end);
  });
}

function zipped<A, B>(a: readonly A[], b: readonly B[]): readonly (readonly [A, B])[] {
  return a.map((one, at) => [one, b[at]!]);
}

/** 一个数: what the model read, with the signs that were seen. */
interface ReadNumber extends Digits {
  readonly confidence: number;
  /** The signs with the digit that each was read as; empty where there are more or fewer of them than digits. */
  readonly signs: readonly ReadSign[];
}

function numberOf({ lines, grey }: CellInk, read: Lines): ReadNumber | undefined {
  const [line] = lines;
  const [first] = read;
  const digits = lines.length === 1 && line && first ? digitsOf(first.text) : undefined;
  if (!line || !first || !digits) return undefined;
  const signs = signsOf(grey, line);
  const each = [...digits.digits.replace(".", "")];
  const { confidence } = first;
  const matched = signs.length === each.length && /\d/.test(digits.digits);
  return {
    ...digits,
    confidence,
    signs: matched ? signs.map((sign, at) => ({ sign, digit: each[at]!, weight: confidence })) : [],
  };
}

/** Each digit is sure where the model is, or where those of the page that look most like it were read as the same. */
function figureCell(cell: CellInk, number: ReadNumber, known: readonly ReadSign[]): CellReading {
  const doubts = new Set<ScanDoubt>(inkDoubts(cell));
  if (!number.certain || (number.confidence < SURE && !isVouchedFor(number, known))) doubts.add("unsure");
  const answers = number.signs.map(({ sign }) => askedOthers(sign, known));
  if (answers.some((answer, at) => answer !== undefined && answer !== number.signs[at]!.digit))
    doubts.add("disagreeing");
  if (!isCounted(cell, number.digits)) doubts.add("count");
  return { texts: [number.digits], proposal: number.digits, doubts: [...doubts], figure: true };
}

/** Only signs that were read for certain vouch: else a print in which the model takes one digit for another would vouch for itself. */
function isVouchedFor({ signs }: ReadNumber, known: readonly ReadSign[]): boolean {
  const sure = known.filter(({ weight }) => weight >= SURE);
  return signs.length > 0 && signs.every(({ sign, digit }) => askedOthers(sign, sure) === digit);
}

/** Whether there are as many signs, and decimal points, as were read. */
function isCounted({ lines: [line], specks, scale }: CellInk, digits: string): boolean {
  const signs = digits.replace(".", "").length;
  return countOf(line!) === signs && pointsIn(line!, specks, scale) === digits.length - signs;
}

function emptyCell(cell: CellInk): CellReading {
  const { dust, area } = cell;
  const doubts: readonly ScanDoubt[] = [...inkDoubts(cell), ...(dust > DUSTY ? (["blank"] as const) : [])];
  // What is typed in red fades with the seal.
  return { texts: [], proposal: doubts.length > 0 ? null : "", doubts, figure: area.rowSpan === 1 };
}

function textCell(cell: CellInk, lines: Lines): CellReading {
  const texts = lines.map((line) => line.text);
  return { texts, proposal: null, doubts: ["noDigits", ...inkDoubts(cell)], figure: !/\p{L}{2}/u.test(texts.join("")) };
}

function inkDoubts({ red, inRed, touches }: CellInk): readonly ScanDoubt[] {
  return [...(inRed || red > SEALED ? (["seal"] as const) : []), ...(touches ? (["touching"] as const) : [])];
}
