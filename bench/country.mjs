// 全国一台机器: counties' consolidations through prefecture, province and country in one process, every figure against the known truth.
//   npm run build && node bench/country.mjs                                      small: 3 provinces, 9 prefectures, 60 counties
//   node bench/country.mjs --provinces 31 --prefectures 333 --counties 2844     the country
//   node bench/country.mjs --raw 100 --units 60                                 one province from raw files: 100 counties of 60 units
// Fails (exit 1) where one of the 200 figures of any jurisdiction differs from the truth by a digit, or is not final.
import { added, codes, consolidate, madeFigures, randomFrom, sentUp, submission, wrongFigures } from "./levels.mjs";

const flags = Object.fromEntries(
  [
    ...process.argv
      .slice(2)
      .join(" ")
      .matchAll(/--(\w+) (\d+)/g),
  ].map(([, name, value]) => [name, Number(value)]),
);
const { provinces = 3, prefectures = 9, counties = 60, raw = 0, units = 60 } = flags;

/** 第1县, 第2县, … in Chinese letters, so that no name holds another. */
const SIGNS = [..."甲乙丙丁戊己庚辛壬癸"];
const named = (number, ending) => `${[...String(number)].map((digit) => SIGNS[digit]).join("")}${ending}`;

const started = performance.now();
const random = randomFrom(20220101);
let peak = 0;
let wrong = 0;
let final = 0;
let jurisdictions = 0;

function checked(name, done, truth) {
  const differing = wrongFigures(done, truth);
  peak = Math.max(peak, process.memoryUsage.rss());
  jurisdictions += 1;
  wrong += differing.length;
  if (done.consolidation.status === "final") final += 1;
  if (differing.length > 0) console.log(`${name}: ${differing.length} wrong, ${differing.slice(0, 3).join(", ")}`);
}

/** One jurisdiction of others: its consolidation, held against the sum of what they are known to have. */
async function level(name, kind, below) {
  const files = below.map(({ name: unit, bytes }) => [`${unit}/上报.json`, bytes]);
  const done = await consolidate({ name, level: kind, units: below.map((one) => one.name), files });
  const truth = added(below.map((one) => one.truth));
  checked(name, done, truth);
  return { name, truth, bytes: done.rollUp };
}

/** Divides so many things among so many as evenly as can be: the first ones get one more. */
function shares(all, among) {
  return Array.from({ length: among }, (_, at) => Math.floor(all / among) + (at < all % among ? 1 : 0));
}

function madeCounty(number) {
  const name = named(number, "县");
  const truth = madeFigures(random);
  return { name, truth, bytes: sentUp(name, truth) };
}

async function rawCounty(number) {
  const name = named(number, "县");
  const own = Array.from({ length: units }, (_, at) => ({ name: named(at, "镇人民政府"), truth: madeFigures(random) }));
  const files = own.map((unit) => [`${unit.name}.html`, submission(unit.name, unit.truth)]);
  const done = await consolidate({ name, level: "county", units: own.map((unit) => unit.name), files });
  const truth = added(own.map((unit) => unit.truth));
  checked(name, done, truth);
  return { name, truth, bytes: done.rollUp };
}

async function country() {
  let county = 0;
  let prefecture = 0;
  const perPrefecture = shares(counties, prefectures);
  const done = [];
  for (const [at, many] of shares(prefectures, provinces).entries()) {
    const cities = [];
    for (let one = 0; one < many; one += 1) {
      const below = Array.from({ length: perPrefecture[prefecture] }, () => madeCounty(county++));
      cities.push(await level(named(prefecture++, "市"), "city", below));
    }
    done.push(await level(named(at, "省"), "province", cities));
  }
  await level("全国", "country", done);
}

async function province() {
  const below = [];
  for (let county = 0; county < raw; county += 1) below.push(await rawCounty(county));
  await level("甲省", "province", below);
}

await (raw > 0 ? province() : country());
const { user, system } = process.cpuUsage();
const what =
  raw > 0
    ? `${raw} counties of ${units} units from raw files`
    : `${counties} counties, ${prefectures} prefectures, ${provinces} provinces`;
console.log(what);
console.log(
  `${jurisdictions} jurisdictions consolidated, ${final} of them final; ${codes.length} figures each, ${wrong} wrong`,
);
console.log(
  `${((performance.now() - started) / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor time, at most ${Math.round(peak / 1048576)} MB`,
);
process.exitCode = wrong > 0 ? 1 : 0;
