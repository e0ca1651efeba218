import type { MessagePort } from "node:worker_threads";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readLimits } from "../../src/read/read.js";

/** The page's files are compiled for browsers, whose names the other tests do not have. */
interface Pool {
  readonly read: (bytes: Uint8Array, name: string) => Promise<readonly unknown[]>;
  readonly close: () => void;
}

const { openPool } = (await import(new URL("../../src/page/thread/pool.ts", import.meta.url).href)) as {
  openPool: (size: number, program: string, start: object) => Pool;
};

const refused = (rule: string) => [{ outcome: { failure: expect.objectContaining({ rule }) } }];

/** A browser's thread as the pool knows it: it never answers a file called 久.xlsx, and breaks off at 坏.xlsx. */
class Thread {
  static readonly all: Thread[] = [];
  ended = false;
  onerror: ((event: { readonly message: string; readonly preventDefault: () => void }) => void) | undefined;

  constructor(readonly program: string) {
    Thread.all.push(this);
  }

  postMessage({ port }: { readonly port: MessagePort }): void {
    port.on("message", ({ file: { name } }: { readonly file: { readonly name: string } }) => {
      if (name === "久.xlsx") return;
      if (name === "坏.xlsx") this.onerror?.({ message: "", preventDefault: () => undefined });
      else port.postMessage({ results: [] });
    });
    port.postMessage("ready");
  }

  terminate(): void {
    this.ended = true;
  }
}

function pool(size: number, milliseconds = 2) {
  vi.stubGlobal("Worker", Thread);
  const start = {
    reading: { limits: { ...readLimits(undefined), milliseconds }, schemas: undefined },
    pdfFiles: "{}",
  };
  return openPool(size, "", start);
}

describe("the page's reading threads", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    Thread.all.length = 0;
  });

  test("one that takes too long is ended with its file refused, and the next file gets a new one", async () => {
    const { read, close } = pool(1);
    const [late, next] = await Promise.all([read(new Uint8Array(1), "久.xlsx"), read(new Uint8Array(1), "好.xlsx")]);
    expect(late).toEqual(refused("FILE.TOO_LARGE"));
    expect(next).toEqual([]);
    expect(Thread.all.map(({ ended }) => ended)).toEqual([true, false]);
    close();
    expect(Thread.all.map(({ ended }) => ended)).toEqual([true, true]);
  });

  test("one that breaks off takes no other file with it", async () => {
    const { read, close } = pool(2);
    const names = ["坏.xlsx", "好.xlsx", "好.xlsx"];
    const [broken, ...others] = await Promise.all(names.map((name) => read(new Uint8Array(1), name)));
    expect(broken).toEqual(refused("FILE.UNREADABLE"));
    expect(others).toEqual([[], []]);
    close();
    expect(Thread.all.every(({ ended }) => ended)).toBe(true);
  });

  test("files that are read at once share one, and a further one is started where a file keeps it for a second", async () => {
    const { read, close } = pool(2, 60_000);
    const quick = ["一.xlsx", "二.xlsx", "三.xlsx"];
    await Promise.all(quick.map((name) => read(new Uint8Array(1), name)));
    expect(Thread.all).toHaveLength(1);
    void read(new Uint8Array(1), "久.xlsx");
    expect(await read(new Uint8Array(1), "四.xlsx")).toEqual([]);
    expect(Thread.all.map(({ ended }) => ended)).toEqual([false, false]);
    close();
    expect(Thread.all.every(({ ended }) => ended)).toBe(true);
  });
});
