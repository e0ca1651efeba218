/** 共享字符串 of an old workbook: the record and those that continue it. */
export type Segments = readonly Uint8Array[];

interface Reader {
  readonly segments: Segments;
  segment: number;
  at: number;
}

/** A font from a character of a text onwards. */
export interface FontRun {
  readonly from: number;
  readonly font: number;
}

/** Of the shared strings that change their font their runs, by number. Broken off strings end the list. */
export function runsOfStrings(segments: Segments): ReadonlyMap<number, readonly FontRun[]> {
  const found = new Map<number, readonly FontRun[]>();
  const reader: Reader = { segments, segment: 0, at: 4 };
  const count = number(reader, 4) ?? 0;
  for (let index = 0; index < count; index++) {
    const runs = nextRuns(reader);
    if (runs === undefined) break;
    if (runs.length > 0) found.set(index, runs);
  }
  return found;
}

/** The fonts of a text's runs that hold anything; undefined is the cell's own font, which holds up to the first run. */
export function fontsOf(text: string, runs: readonly FontRun[]): readonly (number | undefined)[] {
  const all = [{ from: 0, font: undefined }, ...runs];
  return all.flatMap(({ from, font }, at) => (text.slice(from, all[at + 1]?.from).trim() === "" ? [] : [font]));
}

/** Passes one string: its characters, then its runs of four bytes, then what it says of its pronunciation. */
function nextRuns(reader: Reader): readonly FontRun[] | undefined {
  const length = number(reader, 2);
  const flags = number(reader, 1);
  if (length === undefined || flags === undefined) return undefined;
  const runs = (flags & 0x08) !== 0 ? (number(reader, 2) ?? 0) : 0;
  const more = (flags & 0x04) !== 0 ? (number(reader, 4) ?? 0) : 0;
  if (!skipCharacters(reader, length, (flags & 0x01) !== 0)) return undefined;
  const found: FontRun[] = [];
  for (let run = 0; run < runs; run++) {
    const [from, font] = [number(reader, 2), number(reader, 2)];
    if (from === undefined || font === undefined) return undefined;
    found.push({ from, font });
  }
  return skip(reader, more) ? found : undefined;
}

/** Where a string is continued, a byte says anew how wide its characters are. */
function skipCharacters(reader: Reader, length: number, wideAtFirst: boolean): boolean {
  let wide = wideAtFirst;
  for (let left = length; left > 0; ) {
    const own = reader.segments[reader.segment];
    if (!own) return false;
    const here = Math.min(left, Math.floor((own.length - reader.at) / (wide ? 2 : 1)));
    reader.at += here * (wide ? 2 : 1);
    left -= here;
    if (left === 0) break;
    reader.segment += 1;
    reader.at = 0;
    const flags = number(reader, 1);
    if (flags === undefined) return false;
    wide = (flags & 0x01) !== 0;
  }
  return true;
}

function skip(reader: Reader, bytes: number): boolean {
  for (let left = bytes; left > 0; ) {
    const own = reader.segments[reader.segment];
    if (!own) return false;
    const here = Math.min(left, own.length - reader.at);
    reader.at += here;
    left -= here;
    if (left === 0) break;
    reader.segment += 1;
    reader.at = 0;
  }
  return true;
}

/** So many bytes as a number, the least first. */
function number(reader: Reader, bytes: number): number | undefined {
  let value = 0;
  for (let index = 0; index < bytes; index++) {
    let own = reader.segments[reader.segment];
    if (own && reader.at >= own.length) {
      reader.segment += 1;
      reader.at = 0;
      own = reader.segments[reader.segment];
    }
    if (!own || reader.at >= own.length) return undefined;
    value += (own[reader.at] as number) * 2 ** (8 * index);
    reader.at += 1;
  }
  return value;
}
