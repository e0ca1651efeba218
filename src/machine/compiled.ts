import { deserialize, serialize } from "node:v8";
import { schemaVersion } from "../form/folder.js";
import type { Schemas } from "../form/form.js";
import type { SchemaFile } from "../form/load.js";
import type { Entries } from "../record/record.js";

/** 已装入的制度: what the files of `schemas/` come to, kept for the next start, which then need not parse and check them. */
export interface CompiledSchemas {
  /** @throws CrossfootError (exit 2) as `loadSchemas` does; what is wrong is never kept */
  readonly load: () => Promise<Schemas>;
  /** Keeps schemas that were loaded anew, by this machine or by one before it; for whoever may write. */
  readonly keep: (schemas: Schemas) => Promise<void>;
}

/** Schemas that came out of the files and not out of what was kept. */
const loadedAnew = new WeakSet<Schemas>();

export function openCompiled(
  files: () => Promise<readonly SchemaFile[]>,
  entries: () => Promise<Entries | undefined>,
): CompiledSchemas {
  let loading: Promise<Schemas> | undefined;
  const load = async (): Promise<Schemas> => {
    const given = await files();
    const kept = await (await entries())?.get(schemaVersion(given));
    return (kept === undefined ? undefined : revived(kept, schemaVersion(given))) ?? loaded(given);
  };
  return {
    load: () => {
      loading ??= load();
      return loading;
    },
    keep: async (schemas) => {
      if (!loadedAnew.has(schemas)) return;
      await (await entries())?.put(schemas.version, Buffer.from(serialize(schemas)).toString("base64"));
      loadedAnew.delete(schemas);
    },
  };
}

/** The shapes are loaded only where there is something to parse. */
async function loaded(files: readonly SchemaFile[]): Promise<Schemas> {
  const { loadSchemas } = await import("../form/load.js");
  const schemas = loadSchemas(await readWorkbooks(files));
  loadedAnew.add(schemas);
  return schemas;
}

async function readWorkbooks(files: readonly SchemaFile[]): Promise<readonly SchemaFile[]> {
  if (!files.some(({ bytes }) => bytes)) return files;
  const { withContents } = await import("../read/read.js");
  return withContents(files);
}

/** The entry's digest and the program's fingerprint, Node's version in it, vouch for the content; a wrong version is as good as none. */
function revived(kept: string, version: string): Schemas | undefined {
  try {
    const schemas = deserialize(Buffer.from(kept, "base64")) as Schemas;
    return schemas.version === version ? schemas : undefined;
  } catch {
    return undefined;
  }
}
