// How well scans are recognised: pages made from known figures, worn in known ways, every proposal held against what was printed.
//   npm run setup:ocr; npm run build; node bench/scans/scans.mjs --fonts DIR [--only WORDS] [--json FILE]
// DIR holds the fonts, as Debian's packages have them (fonts-noto-cjk, fonts-wqy-zenhei, fonts-wqy-microhei, fonts-arphic-ukai).
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withFootings } from "../../dist/check/check.js";
import { placeScan } from "../../dist/gather/scans/scans.js";
import { installedPdfFiles } from "../../dist/machine/pdf-files.js";
import { openRecognition } from "../../dist/machine/recognition/recognition.js";
import { yearPeriod } from "../../dist/period.js";
import { DEFAULT_LIMITS, readSubmission } from "../../dist/read/read.js";
import { schemasOf } from "../submissions.mjs";
import { closePrinter, pagesOf, printed, tablesOf, truthOf } from "./printed.mjs";
import { bitsOf, grained, greyed, jpegOf, pdfOf, sealed, turnedBy, viewed } from "./worn.mjs";

const { values: options } = parseArgs({
  options: { fonts: { type: "string" }, only: { type: "string", default: "" }, json: { type: "string" } },
});
const font = (path) => join(options.fonts ?? "/usr/share/fonts", path);

/** 字体与排版. The first two are those on which the method was tried while it was made; the others it had not seen. */
export const LOOKS = {
  zenhei: { font: font("truetype/wqy/wqy-zenhei.ttc"), size: 9, line: 0.5 },
  serif: { font: font("opentype/noto/NotoSerifCJK-Regular.ttc") },
  sans: { font: font("opentype/noto/NotoSansCJK-Regular.ttc"), size: 10, line: 1 },
  kai: { font: font("truetype/arphic/ukai.ttc"), size: 12, row: 26 },
  microhei: { font: font("truetype/wqy/wqy-microhei.ttc"), size: 9.5, line: 0.4, row: 24 },
};
const UNSEEN = ["sans", "kai", "microhei"];

/** 扫描的情形, from good to bad. */
const CONDITIONS = {
  "300 dpi, clean": { dpi: 300, quality: 95 },
  "200 dpi, turned 1°, JPEG 75": { dpi: 200, turn: 1, quality: 75, noise: 6 },
  "150 dpi, turned −2°, JPEG 60": { dpi: 150, turn: -2, quality: 60, noise: 8 },
  "200 dpi, turned 3°, blurred, JPEG 40": { dpi: 200, turn: 3, quality: 40, blur: 0.5, noise: 14 },
  "200 dpi, red seal, JPEG 80": { dpi: 200, turn: 0.5, quality: 80, seal: "red", noise: 6 },
  "150 dpi, red seal, JPEG 50": { dpi: 150, turn: -1, quality: 50, seal: "red", noise: 8 },
  "200 dpi, grey, grey seal, JPEG 80": { dpi: 200, turn: -0.5, quality: 80, seal: "grey", grey: true, noise: 6 },
  "telephone, perspective, shadow, JPEG 70": { dpi: 200, quality: 70, photo: 0.06, noise: 8, blur: 0.3 },
  "telephone, red seal, JPEG 60": { dpi: 200, quality: 60, photo: 0.04, seal: "red", noise: 8, blur: 0.3 },
  "200 dpi, black and white": { dpi: 200, turn: 0.7, noise: 14, bits: 1 },
  "200 dpi, black and white, seal": { dpi: 200, turn: -0.5, noise: 14, seal: "red", bits: 1 },
};

/** 磨损: a printed page as it comes in. */
function worn(page, { dpi, turn = 0, seal, grey, photo = 0, blur, noise }, seed) {
  let picture = page;
  if (seal) picture = sealed(picture, { dpi, colour: seal, x: 0.55 + 0.05 * (seed % 4), y: 0.3 + 0.08 * (seed % 3) });
  const corners =
    photo > 0
      ? [
          [photo, photo * 0.7],
          [1 - photo * 0.4, photo * 0.3],
          [1 - photo * 0.1, 1 - photo],
          [photo * 0.3, 1 - photo * 0.2],
        ]
      : turnedBy(turn, page);
  if (photo > 0 || turn !== 0)
    picture = viewed(picture, { corners, ...(photo > 0 && { around: [96, 84, 70], shade: 0.35 }) });
  if (grey) picture = greyed(picture);
  return grained(picture, { blur, noise, seed });
}

async function scanOf(pages, condition, seed, folder) {
  const pictures = [];
  for (const [at, page] of pages.entries()) {
    const { width, height } = page;
    const seen = worn(page, condition, seed + at);
    if (condition.bits === 1) pictures.push(bitsOf(seen));
    else {
      const data = await jpegOf(seen, condition.quality, folder, `worn-${at}`);
      pictures.push({ width, height, filter: "/DCTDecode", data });
    }
  }
  return pdfOf(pictures, condition.dpi);
}

const { schemas } = await schemasOf(1);
const form = schemas.forms.find(({ tables }) => tables.some(({ code }) => code === "applications"));
const recognise = await openRecognition();
if (!recognise) throw new Error("run `npm run setup:ocr` first");
const host = { pdfFiles: installedPdfFiles, recogniser: async () => recognise };

async function recognisedOf(bytes) {
  const before = process.cpuUsage();
  const [{ outcome }] = await readSubmission(bytes, "scan.pdf", DEFAULT_LIMITS, host);
  const request = { period: yearPeriod(2022), editions: [form], accompanying: [], blank: "zero" };
  const file = { scan: outcome.failure.scan, file: "scan.pdf", sha256: "", unit: null };
  const scan = withFootings(placeScan(file, request), [form]);
  return { scan, seconds: process.cpuUsage(before).user / 1e6 };
}

/** 与真值比较. */
function judged({ scan, seconds }, typed) {
  const own = [...form.figures.values()].filter(({ optional }) => !optional);
  const isRight = ({ figure, proposal }) =>
    proposal !== null && proposal !== "" && Number(proposal) === Number(typed(figure));
  const proposed = scan.cells.filter(({ proposal }) => proposal !== null);
  const wrong = proposed.filter((cell) => !isRight(cell));
  const pages = scan.pages.map(({ number }) => {
    const cells = scan.cells.filter(({ page }) => page === number);
    const codes = new Set(cells.map(({ figure }) => figure));
    const footings = scan.footings.filter(({ figures }) => figures.some((code) => codes.has(code)));
    const foots =
      footings.length > 0 && footings.every(({ holds }) => holds) && cells.every(({ proposal }) => proposal !== null);
    return { foots, wrong: foots && !cells.every(isRight) };
  });
  return {
    cells: own.length,
    found: scan.cells.length,
    empty: scan.cells.length - proposed.length,
    wrong: wrong.length,
    silent: wrong.filter(({ doubts }) => doubts.length === 0).length,
    doubted: proposed.filter((cell) => cell.doubts.length > 0 && isRight(cell)).length,
    relations: scan.footings.length,
    broken: scan.footings.filter(({ holds }) => !holds).length,
    pages: pages.length,
    foot: pages.filter(({ foots }) => foots).length,
    footWrong: pages.filter(({ wrong: bad }) => bad).length,
    seconds,
    examples: wrong
      .slice(0, 6)
      .map(({ figure, proposal, doubts }) => `${figure} ${typed(figure)}→${proposal} ${doubts.join("+")}`),
  };
}

const folder = await mkdtemp(join(tmpdir(), "scans-"));
try {
  let seed = 40;
  for (const [name, condition] of Object.entries(CONDITIONS))
    for (const look of options.only.includes("tried") ? ["zenhei", "serif"] : UNSEEN) {
      seed += 1;
      if (
        options.only &&
        !options.only.split(",").every((word) => word === "tried" || `${name} ${look}`.includes(word))
      )
        continue;
      const typed = truthOf(form, seed);
      const pdf = await printed(tablesOf(form, typed), LOOKS[look], join(folder, look));
      const pages = await pagesOf(pdf, condition.dpi, join(folder, look, String(seed)));
      const result = judged(await recognisedOf(await scanOf(pages, condition, seed, folder)), typed);
      console.log(JSON.stringify({ name, look, ...result }));
      if (options.json) await appendFile(options.json, `${JSON.stringify({ name, look, ...result })}\n`);
    }
} finally {
  await closePrinter();
  await rm(folder, { recursive: true, force: true });
}
