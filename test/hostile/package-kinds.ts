import { gzipSync } from "node:zlib";
import { makeOldRar, makeRar, makeSevenZip, makeTar } from "../read/archive/made-archive.js";
import { bytesOf, makeZip } from "../read/making.js";
import { type Kind, kind, letters, many, UNIT, wholeReport } from "./kind.js";

const broken = (at: number): Uint8Array => bytesOf(`PK\u0003\u0004${letters(at, 30)}`);
const files = (count: number, content: (at: number) => string | Uint8Array) =>
  Array.from({ length: count }, (_, at) => ({ name: `d${at}/${UNIT}.csv`, content: content(at) }));
const report = (at: number): string => `${wholeReport()}\n备注,${at}\n`;
const blanks = (): Uint8Array => new Uint8Array(300_000_000);

function inEachOther(
  depth: number,
  pack: (name: string, content: Uint8Array) => Uint8Array,
  inner: Uint8Array,
): Uint8Array {
  let packed = inner;
  for (let level = 0; level < depth; level += 1) packed = pack(`${level}.zip`, packed);
  return packed;
}

const zipped = (name: string, content: Uint8Array): Uint8Array => makeZip([{ name, content }]);

/** 压缩包. */
export const PACKAGE_KINDS: readonly Kind[] = [
  kind("zip-60k-entries", ".zip", () =>
    makeZip(Array.from({ length: 60_000 }, (_, at) => ({ name: `${at}`, content: "x" }))),
  ),
  kind("zip-1900-broken", ".zip", () =>
    makeZip(files(1_900, broken).map((one) => ({ ...one, name: `${one.name}.xlsx` }))),
  ),
  kind("zip-1900-reports", ".zip", () => makeZip(files(1_900, report))),
  kind("zip-30-large", ".zip", () => makeZip(files(30, (at) => `甲,乙,${letters(at)}\n`.repeat(300_000)))),
  kind("zip-swelling", ".zip", () => zipped(`${UNIT}.csv`, blanks())),
  kind("zip-40-deep", ".zip", () => inEachOther(40, zipped, bytesOf("a,b\n"))),
  kind("zip-of-swelling-zips", ".zip", () => {
    const inner = zipped("a.csv", blanks());
    return makeZip(Array.from({ length: 100 }, (_, at) => ({ name: `${at}.zip`, content: inner, stored: true })));
  }),
  kind("7z-1900-reports", ".7z", () => makeSevenZip(files(1_900, report))),
  kind("7z-60k-empty", ".7z", () =>
    makeSevenZip(Array.from({ length: 60_000 }, (_, at) => ({ name: `${at}`, content: "" }))),
  ),
  kind("rar-1900-reports", ".rar", () => makeRar(files(1_900, report))),
  kind("rar-4-60k-empty", ".rar", () =>
    makeOldRar(Array.from({ length: 60_000 }, (_, at) => ({ name: `${at}`, content: "" }))),
  ),
  kind("rar-huge-dictionary", ".rar", () => makeRar(files(1, report), (5 << 7) | (15 << 10) | 0x80, 2 ** 40)),
  kind("tar-60k-empty", ".tar", () =>
    makeTar(Array.from({ length: 40_000 }, (_, at) => ({ name: `${at}`, content: "" }))),
  ),
  kind("tar-1900-reports", ".tar", () => makeTar(files(1_900, report))),
  kind("gz-swelling", ".csv.gz", () => new Uint8Array(gzipSync(blanks()))),
  kind("gz-20-deep", ".csv.gz", () => {
    let packed: Uint8Array = bytesOf(wholeReport());
    for (let level = 0; level < 20; level += 1) packed = new Uint8Array(gzipSync(packed));
    return packed;
  }),
  kind("gz-100k-members", ".csv.gz", () => {
    const member = gzipSync("1,2\n");
    return new Uint8Array(Buffer.concat(Array<Buffer>(100_000).fill(member)));
  }),
  kind(
    "tgz-swelling",
    ".tgz",
    () =>
      new Uint8Array(
        gzipSync(makeTar([{ name: `${UNIT}.csv`, content: many(40, (at) => letters(at, 9).repeat(500_000)) }])),
      ),
  ),
];
