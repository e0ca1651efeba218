import { describe, expect, it } from "vitest";
import type { SchemaFile } from "../../src/form/load.js";
import { openCompiled } from "../../src/machine/compiled.js";
import { shippedFiles } from "../form/schema-files.js";

function memory() {
  const kept = new Map<string, string>();
  const entries = {
    get: async (key: string) => kept.get(key),
    put: async (key: string, text: string) => void kept.set(key, text),
  };
  return {
    kept,
    over: (files: readonly SchemaFile[]) =>
      openCompiled(
        async () => files,
        async () => entries,
      ),
  };
}

describe("schemas kept for the next start", () => {
  it("are the same as those that were loaded, to the last part", async () => {
    const { kept, over } = memory();
    const first = over(shippedFiles());
    const loaded = await first.load();
    await over(shippedFiles()).keep(loaded);
    expect([...kept.keys()]).toEqual([loaded.version]);
    const again = await over([...shippedFiles()].reverse()).load();
    expect(again).not.toBe(loaded);
    expect(again).toStrictEqual(loaded);
    kept.clear();
    await over(shippedFiles()).keep(again);
    expect(kept.size).toBe(0);
  });

  it("are loaded anew where a file is another, and where what was kept is damaged or another's", async () => {
    const { kept, over } = memory();
    const loaded = await over(shippedFiles()).load();
    await over(shippedFiles()).keep(loaded);
    const changed = shippedFiles().map((file) =>
      file.path === "units.csv" ? { ...file, text: `${file.text.trimEnd()}\r\nZ99,新设单位,,部门,,\r\n` } : file,
    );
    const other = await over(changed).load();
    expect(other.units.map(({ name }) => name)).toContain("新设单位");
    kept.set(other.version, kept.get(loaded.version)!);
    expect(await over(changed).load()).toStrictEqual(other);
    for (const text of ["", "不是", kept.get(loaded.version)!.slice(0, 4000)]) {
      kept.set(loaded.version, text);
      expect(await over(shippedFiles()).load()).toStrictEqual(loaded);
    }
  });

  it("are never kept with anything wrong in them, and need no cache", async () => {
    const { kept, over } = memory();
    const broken = shippedFiles().map((file) => (file.path === "naming.json" ? { ...file, text: "{" } : file));
    await expect(over(broken).load()).rejects.toMatchObject({ exitCode: 2 });
    expect(kept.size).toBe(0);
    const without = openCompiled(
      async () => shippedFiles(),
      async () => undefined,
    );
    await without.keep(await without.load());
  });
});
