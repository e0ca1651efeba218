import { deflateSync } from "node:zlib";
import { crc32 } from "../../src/bytes.js";
import { figureCode, unitCode } from "../../src/figure.js";
import type { Form, Unit } from "../../src/form/form.js";
import type { ScanDoubt, ScannedCell, ScannedForm } from "../../src/scanned-form.js";

/** 造扫描件: what a recognition would give of a unit's scan. */
export interface MadeScan {
  readonly form: Form;
  readonly unit: Unit;
  readonly file?: string;
  readonly sha256?: string;
  /** What is proposed by figure, "0" where nothing is said; undefined: the cell was not found. */
  readonly proposals?: Readonly<Record<string, string | null | undefined>>;
  readonly doubts?: Readonly<Record<string, readonly ScanDoubt[]>>;
  /** Rows of which no cell was found. */
  readonly without?: readonly string[];
  readonly failing?: readonly { readonly rule: string; readonly figures: readonly string[] }[];
}

export function madeScan(made: MadeScan): ScannedForm {
  const { form, unit, proposals = {}, doubts = {}, without = [] } = made;
  const figures = [...form.figures.values()].filter(({ optional }) => !optional);
  const cells = figures.flatMap(({ code, table, row, column }, at): readonly ScannedCell[] => {
    if (without.includes(`${table}.${row}`) || (code in proposals && proposals[code] === undefined)) return [];
    const proposal = code in proposals ? (proposals[code] ?? null) : "0";
    return [
      {
        figure: code,
        page: table === "applications" ? 2 : 1,
        box: { left: 10, top: 20 * at, right: 130, bottom: 20 * at + 44 },
        place: { table: 1, row: 1 + at, column: 1 + column.length },
        proposal,
        doubts: doubts[code] ?? [],
        picture: cellPicture(proposal ?? "?"),
      },
    ];
  });
  return {
    file: made.file ?? "2022/象湖镇.png",
    sha256: made.sha256 ?? "a".repeat(64),
    unit: unitCode(unit.code),
    form: { id: form.id, edition: form.edition },
    pages: [
      { number: 1, width: 1654, height: 2339, tables: 2 },
      { number: 2, width: 1654, height: 2339, tables: 1 },
      { number: 3, width: 1654, height: 2339, tables: 0, trouble: "noGrid" },
    ],
    cells,
    footings: (made.failing ?? []).map(({ rule, figures: codes }) => ({
      rule,
      figures: codes.map(figureCode),
      holds: false,
    })),
  };
}

/** The strokes of each sign in a box of 3 × 5. */
const STROKES: Readonly<Record<string, string>> = {
  "0": "111101101101111",
  "1": "010110010010111",
  "2": "111001111100111",
  "3": "111001111001111",
  "4": "101101111001001",
  "5": "111100111001111",
  "6": "111100111101111",
  "7": "111001001001001",
  "8": "111101111101111",
  "9": "111101111001111",
  "?": "111001011000010",
};
const SCALE = 6;
const [WIDTH, HEIGHT] = [120, 44];

/** 单元格图片: the text in coarse strokes, black on white. */
export function cellPicture(text: string): Uint8Array {
  const pixels = Array.from({ length: HEIGHT }, () => new Uint8Array(WIDTH).fill(255));
  for (const [at, sign] of [...text].entries()) {
    for (const [index, stroke] of [...(STROKES[sign] ?? "")].entries()) {
      if (stroke !== "1") continue;
      const [left, top] = [20 + at * 4 * SCALE + (index % 3) * SCALE, 7 + Math.floor(index / 3) * SCALE];
      for (let y = top; y < top + SCALE; y += 1) pixels[y]!.fill(0, left, left + SCALE);
    }
  }
  return pngOf(pixels);
}

/** PNG of grey pixels. */
function pngOf(rows: readonly Uint8Array[]): Uint8Array {
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, rows[0]!.length);
  head.setUint32(4, rows.length);
  head.setUint8(8, 8);
  const lines = Buffer.concat(rows.map((row) => Buffer.concat([Buffer.from([0]), row])));
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk("IHDR", new Uint8Array(head.buffer)),
      chunk("IDAT", deflateSync(lines)),
      chunk("IEND", new Uint8Array()),
    ]),
  );
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
