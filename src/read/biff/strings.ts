/** 共享字符串 of an old workbook: the record and those that continue it. */
export type Segments = readonly Uint8Array[];

interface Reader {
  readonly segments: Segments;
  segment: number;
  at: number;
}

/** Of the shared strings the numbers of those in which any run of characters wears one of the given fonts. Broken off strings end the list. */
export function stringsInFonts(segments: Segments, isWanted: (font: number) => boolean): ReadonlySet<number> {
  const found = new Set<number>();
  const reader: Reader = { segments, segment: 0, at: 4 };
  const count = number(reader, 4) ?? 0;
  for (let index = 0; index < count; index++) {
    const fonts = nextFonts(reader);
    if (fonts === undefined) break;
    if (fonts.some(isWanted)) found.add(index);
  }
  return found;
}

/** Passes one string: its characters, then its runs of four bytes, then what it says of its pronunciation. */
function nextFonts(reader: Reader): readonly number[] | undefined {
  const length = number(reader, 2);
  const flags = number(reader, 1);
  if (length === undefined || flags === undefined) return undefined;
  const runs = (flags & 0x08) !== 0 ? (number(reader, 2) ?? 0) : 0;
  const more = (flags & 0x04) !== 0 ? (number(reader, 4) ?? 0) : 0;
  if (!skipCharacters(reader, length, (flags & 0x01) !== 0)) return undefined;
  const fonts: number[] = [];
  for (let run = 0; run < runs; run++) {
    number(reader, 2);
    const font = number(reader, 2);
    if (font === undefined) return undefined;
    fonts.push(font);
  }
  return skip(reader, more) ? fonts : undefined;
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
