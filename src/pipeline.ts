import { withSignOff } from "./consolidate/consolidate.js";
import { consolidatePeriod } from "./consolidated-period.js";
import type { Consolidation } from "./consolidation.js";
import type { Effects } from "./effects.js";
import type { Schemas } from "./form/form.js";
import type { Gathered, OfficeContents } from "./gather/gather.js";
import type { Period } from "./period.js";
import {
  type OutputFile,
  type Publication,
  prepareTypesetting,
  publish,
  signedContent,
  type Typesetter,
} from "./publish/publish.js";
import { DEFAULT_LIMITS, originalWithin } from "./read/read.js";
import type { RunOptions } from "./run.js";
import { signOffOf } from "./sign-off.js";

/** 运行结果: the consolidation, and its outputs once they are asked for; nothing is on disk yet. */
export interface RunResult {
  readonly consolidation: Consolidation;
  /** 汇总单位的文件: what the office explained, adjusted and wrote itself. */
  readonly office: OfficeContents;
  /** Without a Chinese font there is no PDF among them. */
  readonly hasPdf: boolean;
  /** Written when they are wanted: whoever finds that nothing has changed wants none. */
  readonly files: () => Promise<readonly OutputFile[]>;
}

/** 排版处: where the report's Word and PDF are made, if not here. */
export interface Typesetting {
  readonly set: Typesetter;
  /** Loads the libraries, while files are read. */
  readonly prepare: () => Promise<void>;
}

/**
 * 一次运行:
 *
 *     inputs ── gather (intake → read → normalize) ──▶ reports ── sums ──▶ findings ── grade ──▶ concluded ── publish ──▶ files
 *
 * The same files, schemas and options give the same bytes. Recording them is the caller's: nothing here touches the disk but through `effects`.
 * @throws CrossfootError (exit 2) for a period in which no form was in force
 */
export async function run(
  options: RunOptions,
  schemas: Schemas,
  effects: Effects,
  typesetting?: Typesetting,
): Promise<RunResult> {
  const prepared = preparing(effects, typesetting?.prepare ?? prepareTypesetting);
  const { consolidation, gathered } = await signedPeriod(options, schemas, prepared);
  const pdfFonts = await effects.pdfFonts(schemas.jurisdiction.fonts?.pdf);
  const reviewScript = await effects.reviewScript();
  const files = async (): Promise<readonly OutputFile[]> => {
    effects.log({ event: "stage", stage: "publish" });
    const publication = {
      consolidation,
      schemas,
      officeText: gathered.officeText,
      originals: originalsOf(options.period, effects),
      ...(pdfFonts && { pdfFonts }),
      ...(reviewScript !== undefined && { reviewScript }),
    };
    return publish(publication, typesetting?.set);
  };
  return { consolidation, office: gathered, hasPdf: pdfFonts !== undefined, files };
}

/** 审核、汇总并核对签署: as a run has it, for `trace`, `status` and `export`. Nothing is hashed where nobody has signed and nobody has to. */
export async function signedPeriod(
  options: RunOptions,
  schemas: Schemas,
  effects: Effects,
): Promise<{ readonly consolidation: Consolidation; readonly gathered: Gathered }> {
  const { consolidation, gathered } = await consolidatePeriod(options, schemas, effects);
  const { issue } = schemas.jurisdiction.approvals;
  const record = (await effects.signatures?.(options.period)) ?? { signatures: [] };
  if (record.signatures.length === 0 && record.damaged === undefined && !issue) return { consolidation, gathered };
  const pdfFonts = await effects.pdfFonts(schemas.jurisdiction.fonts?.pdf);
  const { officeText } = gathered;
  const content = signedContent({ consolidation, schemas, officeText, ...(pdfFonts && { pdfFonts }) });
  const signOff = signOffOf(content, consolidation.status === "final", record);
  return { consolidation: withSignOff(consolidation, signOff, schemas), gathered };
}

/** 取原件: the file a submission came in, or the one within an archive, if it is still the one that was read. */
function originalsOf(period: Period, { original }: Effects): NonNullable<Publication["originals"]> {
  return (file, hash) => {
    const [path = "", ...inner] = file.slice(period.key.length + 1).split("!/");
    const bytes = original?.(period, path);
    return bytes && originalWithin(bytes, inner, hash, DEFAULT_LIMITS);
  };
}

/** Once a file was read anew there will be something to write, and the libraries are loaded while threads read the others. */
function preparing(effects: Effects, prepare: Typesetting["prepare"]): Effects {
  const { process } = effects;
  let begun = false;
  return {
    ...effects,
    ...(process && {
      process: (file) => {
        const processed = process(file);
        // A library that can't be loaded fails where it is needed.
        if (!begun) void processed.then(prepare).catch(() => undefined);
        begun = true;
        return processed;
      },
    }),
  };
}
