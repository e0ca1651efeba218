import { type MadeEntry, makeZip } from "../read/making.js";
import { BYTE_CHANGES, spliced } from "./byte-changes.js";
import { type Draft, type Span, touched } from "./draft.js";
import { byteAt, ENCODINGS, encoded } from "./encoding.js";
import { type Extent, type Material, material } from "./material.js";
import { PACKAGE_CHANGES } from "./package-changes.js";
import type { Part } from "./packages.js";
import { derived, type Random, random } from "./random.js";
import { TABLE_CHANGES } from "./table-changes.js";
import { changedText, TEXT_CHANGES } from "./text-changes.js";
import { type Encoding, FORMATS, type Format, type Written } from "./writing.js";

/** One change of a file: at which level, which, and the seed of its own choices. */
export interface Step {
  readonly level: "table" | "text" | "package" | "encoding" | "archive" | "byte";
  readonly change: string;
  readonly seed: number;
}

/** 配方: from which tables in which format a file is made, and what is then done to it. The same recipe gives the same file. */
export interface Recipe {
  readonly extent: Extent;
  readonly figures: number;
  readonly format: Format;
  readonly steps: readonly Step[];
}

/** 变异件: a file that went wrong on its way, and what may be read from it. */
export interface Mutant {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Null for a figure that stands nowhere in it. */
  readonly truth: ReadonlyMap<string, string | null>;
  readonly loose: ReadonlySet<string>;
}

const NAME = "水利局";

/** Small ones most of the time: most of what can go wrong goes wrong in them too, and they cost a tenth. */
const EXTENTS: readonly Extent[] = [
  ...Array<Extent>(7).fill(["two"]),
  ...Array<Extent>(5).fill(["four"]),
  ...Array<Extent>(5).fill(["local"]),
  ["two", "four"],
  ["two", "local"],
  ["two", "three", "four"],
];

const FORMAT_NAMES = Object.keys(FORMATS) as Format[];

/** The recipe of the `index`th run. */
export function recipeOf(seed: number, index: number): Recipe {
  const choose = random(derived(seed, index));
  // The reader of pages costs many times what the others cost.
  const drawn = choose.pick(FORMAT_NAMES);
  const format = drawn === "pdf" && !choose.once(3) ? "csv" : drawn;
  const extent = format === "pdf" ? choose.pick(EXTENTS.slice(0, -1)) : choose.pick(EXTENTS);
  const levels = levelsOf(format);
  const count = 1 + (choose.once(2) ? 0 : choose.below(3));
  const steps = Array.from({ length: count }, (): Step => {
    const level = choose.pick(levels);
    return { level, change: choose.pick(Object.keys(CHANGES[level])), seed: choose.below(0x7fffffff) };
  });
  return { extent, figures: choose.below(40), format, steps };
}

const CHANGES: Readonly<Record<Step["level"], Readonly<Record<string, unknown>>>> = {
  table: TABLE_CHANGES,
  text: TEXT_CHANGES,
  package: PACKAGE_CHANGES,
  encoding: Object.fromEntries(ENCODINGS.map((encoding) => [encoding, encoding])),
  archive: { "in an archive": true },
  byte: BYTE_CHANGES,
};

function levelsOf(format: Format): readonly Step["level"][] {
  if (format === "xls" || format === "doc") return ["table", "table", "byte", "byte", "archive"];
  if (["xlsx", "xlsx with shared strings", "ods", "odt", "docx", "ofd"].includes(format))
    return ["table", "table", "text", "text", "text", "package", "byte"];
  if (format === "pdf" || format === "rtf") return ["table", "text", "byte"];
  return ["table", "table", "text", "text", "encoding", "byte", "archive"];
}

/** Makes the file of a recipe: its tables, its text, its package, its bytes, each with the changes of its level in their order. */
export function mutantOf({ extent, figures, format, steps }: Recipe, schemas: URL): Mutant {
  const at = (level: Step["level"]): readonly Step[] => steps.filter((step) => step.level === level);
  const made = at("table").reduce(
    (one: Material, { change, seed }) => TABLE_CHANGES[change as keyof typeof TABLE_CHANGES](one, random(seed)),
    material(extent, figures, schemas),
  );
  const loose = new Set(made.loose);
  const written = withText(FORMATS[format](made), at("text"), loose);
  const file = asBytes(written, at("package"), at("encoding").at(-1)?.change as Encoding | undefined);
  if (written.kind === "bytes" && at("byte").length > 0) for (const code of made.truth.keys()) loose.add(code);
  const name = `${NAME}${written.ending}`;
  const packed = at("archive").length > 0 ? archived(file, name) : file;
  const bytes = withBytes(packed, at("byte"), loose);
  return { path: at("archive").length > 0 ? `${NAME}.zip` : name, bytes, truth: made.truth, loose };
}

function withText(written: Written, steps: readonly Step[], loose: Set<string>): Written {
  let changed = written;
  for (const step of steps) changed = changedOnce(changed, step, loose);
  return changed;
}

function changedOnce(written: Written, { change, seed }: Step, loose: Set<string>): Written {
  const choose = random(seed);
  const turn = (draft: Draft): Draft => {
    if (draft.text === "") return draft;
    const changed = changedText(draft, TEXT_CHANGES[change as keyof typeof TEXT_CHANGES], choose);
    for (const code of changed.loose) loose.add(code);
    return changed.draft;
  };
  if (written.kind === "bytes") return written;
  if (written.kind === "text") return { ...written, draft: turn(written.draft) };
  const chosen = partToChange(written.parts, choose);
  const parts = written.parts.map((part, at) => (at === chosen ? { ...part, draft: turn(part.draft) } : part));
  return { ...written, parts };
}

/** A part with figures, two times of three. */
function partToChange(parts: readonly Part[], choose: Random): number {
  const telling = parts.flatMap(({ draft }, at) => (draft.spans.length > 0 ? [at] : []));
  return choose.once(3) || telling.length === 0 ? choose.below(parts.length) : choose.pick(telling);
}

/** A file as bytes, and where its figures stand in them, as far as no checksum guards them. */
interface File {
  readonly bytes: Uint8Array;
  readonly spans: readonly Span[];
}

function asBytes(written: Written, steps: readonly Step[], chosen: Encoding | undefined): File {
  if (written.kind === "bytes") return { bytes: written.bytes, spans: [] };
  if (written.kind === "package") {
    const parts = steps.reduce(
      (one: readonly Part[], { change, seed }) =>
        PACKAGE_CHANGES[change as keyof typeof PACKAGE_CHANGES](one, random(seed)),
      written.parts,
    );
    return {
      bytes: makeZip(parts.map(({ draft, ...part }): MadeEntry => ({ ...part, content: draft.text }))),
      spans: [],
    };
  }
  const encoding = chosen ?? written.encoding;
  const { text, spans } = written.draft;
  const moved = (at: number): number => byteAt(text, at, encoding);
  return {
    bytes: encoded(text, encoding),
    spans: spans.map(({ start, end, codes }) => ({ start: moved(start), end: moved(end), codes })),
  };
}

function archived({ bytes }: File, name: string): File {
  return { bytes: makeZip([{ name, content: bytes }]), spans: [] };
}

/** A byte that is wrong may take the next ones with it: a sign has up to four. */
const NEAR = 4;

function withBytes(file: File, steps: readonly Step[], loose: Set<string>): Uint8Array {
  let { bytes, spans } = file;
  for (const { change, seed } of steps) {
    if (bytes.length === 0) return bytes;
    const splice = BYTE_CHANGES[change as keyof typeof BYTE_CHANGES](bytes, random(seed));
    for (const code of touched(spans, splice.start, splice.end, NEAR)) loose.add(code);
    const grown = splice.put.length - (splice.end - splice.start);
    spans = spans.map((span) => (span.start >= splice.end ? shifted(span, grown) : span));
    bytes = spliced(bytes, splice);
  }
  return bytes;
}

function shifted(span: Span, by: number): Span {
  return { ...span, start: span.start + by, end: span.end + by };
}
