import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

/** What a run of the program gave. */
export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const RESIDENT = join(import.meta.dirname, "resident.mjs");
const STREAMS = ["stdout", "stderr"] as const;

let resident: ChildProcess | undefined;
let before: Promise<unknown> = Promise.resolve();
let turns = 0;

/**
 * Runs the program in a process that stays for the next run, as a watch's runs do: starting Node and loading the libraries
 * takes longer than a run. One run after another. A run that ends the process gives that process's exit code.
 */
export function runResident(program: string, args: readonly string[], cwd: string): Promise<Finished> {
  const run = before.then(() => oneRun(program, args, cwd));
  before = run.catch(() => undefined);
  return run;
}

function oneRun(program: string, args: readonly string[], cwd: string): Promise<Finished> {
  resident ??= start(program);
  const child = resident;
  turns += 1;
  const mark = `\u0000end of run ${turns}\u0000`;
  const texts = { stdout: "", stderr: "" };
  let exitCode: number | undefined;
  return new Promise((resolve, reject) => {
    const stop = (ended: () => void): void => {
      for (const name of STREAMS) child[name]?.removeAllListeners("data");
      child.removeAllListeners();
      ended();
    };
    const settle = (): void => {
      if (exitCode === undefined || !STREAMS.every((name) => texts[name].endsWith(mark))) return;
      const [stdout, stderr] = [texts.stdout.slice(0, -mark.length), texts.stderr.slice(0, -mark.length)];
      stop(() => resolve({ exitCode: exitCode ?? null, stdout, stderr }));
    };
    for (const name of STREAMS)
      child[name]?.on("data", (chunk: string) => {
        texts[name] += chunk;
        settle();
      });
    child.on("message", (message: { exitCode: number }) => {
      exitCode = message.exitCode;
      settle();
    });
    child.on("error", (error) => stop(() => reject(error)));
    child.on("close", (code) => {
      resident = undefined;
      stop(() => resolve({ exitCode: code, ...texts }));
    });
    child.send({ args, cwd, mark });
  });
}

/** It ends with the tests: when their process is gone, the channel to it closes. */
function start(program: string): ChildProcess {
  const child = fork(RESIDENT, [program], { stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });
  for (const name of STREAMS) child[name]?.setEncoding("utf8");
  return child;
}
