import { watch as watchFiles } from "chokidar";
import { machineFailed } from "../error.js";
import { type Bell, makeBell } from "./bell.js";
import { areSame, isSame, type Settlement, type Snapshot, settle, type WaitingFile } from "./settle.js";
import { takeSnapshot } from "./snapshot.js";

export interface WatchRequest {
  readonly inputs: string;
  /** For network shares, which send no word of changes. */
  readonly polling?: boolean;
  /** How long nothing may change before a run. */
  readonly quietMs: number;
  /** How often to look though nothing was heard, and to try again what failed; a minute where it is not set. */
  readonly recheckMs?: number;
  /** A run; the files that wait are not to be relied upon. The next look comes after it has ended. */
  readonly onSettled: (settled: Settled) => Promise<void>;
  /** The files that wait, whenever there are others than before. */
  readonly onWaiting: (waiting: readonly WaitingFile[]) => void;
  /** A run that failed, a share that is away. The watch goes on. */
  readonly onTrouble?: (error: unknown) => void;
  readonly signal: AbortSignal;
}

export interface Settled {
  readonly stable: readonly string[];
  readonly waiting: readonly WaitingFile[];
}

const RECHECK_MS = 60_000;
/** A file that changes at every look for so long is not waited for any more: one endless log must not stop the reports of all. */
const RESTLESS_LOOKS = 30;

/**
 * 值守: notices changes → waits until two looks, quietMs apart, see the same → runs.
 * The system's word of a change only wakes the watch; what counts is what the looks see, so that a lost word loses nothing.
 * Comes back when the signal ends it, after a run that is under way.
 */
export async function watchInputs(request: WatchRequest): Promise<void> {
  const bell = makeBell(request.signal);
  const watcher = watchFiles(request.inputs, {
    ignoreInitial: true,
    usePolling: request.polling ?? false,
    interval: 500,
    binaryInterval: 500,
  });
  watcher.on("all", () => bell.ring());
  // A change before the watcher was ready is one that nobody heard of.
  watcher.on("ready", () => bell.ring());
  watcher.on("error", (error) => request.onTrouble?.(error));
  try {
    await keepLooking(request, bell);
  } finally {
    await watcher.close();
  }
}

interface Watching {
  before: Snapshot | undefined;
  /** What the last good run has seen. */
  done: Snapshot | undefined;
  named: string;
  trouble: string;
  readonly unrest: Map<string, number>;
}

async function keepLooking(request: WatchRequest, bell: Bell): Promise<void> {
  const watching: Watching = { before: undefined, done: undefined, named: "[]", trouble: "", unrest: new Map() };
  while (!request.signal.aborted) {
    const next = await look(request, watching);
    if (next === "soon") await bell.pause(request.quietMs);
    else if (next === "rest") {
      await bell.wait(request.recheckMs ?? RECHECK_MS);
      await bell.pause(request.quietMs);
    } else await bell.pause(request.recheckMs ?? RECHECK_MS);
  }
}

/** soon: look again after the quiet time · rest: nothing to do until something is heard · later: something failed. */
type NextLook = "soon" | "rest" | "later";

async function look(request: WatchRequest, watching: Watching): Promise<NextLook> {
  try {
    const now = await takeSnapshot(request.inputs);
    const settlement = settle(watching.before, now, { restless: restlessOf(watching, now), read: watching.done });
    const lasting = settlement.waiting.filter(({ path }) => watching.before?.has(path));
    watching.before = now;
    refuseSuddenEmptiness(request.inputs, watching.done, now);
    watching.trouble = "";
    nameWaiting(request, watching, lasting);
    if (request.signal.aborted || settlement.moving) return "soon";
    return await runIfChanged(request, watching, settlement);
  } catch (error) {
    return troubled(request, watching, error);
  }
}

async function runIfChanged(
  request: WatchRequest,
  watching: Watching,
  { stable, waiting }: Settlement,
): Promise<NextLook> {
  const first = watching.done === undefined;
  if (first ? stable.size === 0 : areSame(watching.done ?? new Map(), stable)) return "rest";
  await request.onSettled({ stable: [...stable.keys()], waiting });
  watching.done = stable;
  return "soon";
}

/** The same trouble is told once, until it is over. */
function troubled(request: WatchRequest, watching: Watching, error: unknown): NextLook {
  const words = String(error);
  if (words !== watching.trouble) request.onTrouble?.(error);
  watching.trouble = words;
  return "later";
}

/** An office's folder does not empty itself; a share whose server went away does look so. */
function refuseSuddenEmptiness(inputs: string, done: Snapshot | undefined, now: Snapshot): void {
  if (done === undefined || done.size === 0 || now.size > 0) return;
  throw machineFailed(`“${inputs}”中的文件突然全部消失，可能是网络共享断开，暂不运行。如确已清空，请手动运行一次。`);
}

/** Only what waits at two looks on end is named: saving a file in Word makes and removes temporary ones in a moment. */
function nameWaiting(request: WatchRequest, watching: Watching, waiting: readonly WaitingFile[]): void {
  const named = JSON.stringify(waiting);
  if (named !== watching.named) request.onWaiting(waiting);
  watching.named = named;
}

/** Counts at how many looks on end each file was found changed. */
function restlessOf({ before, unrest }: Watching, now: Snapshot): ReadonlySet<string> {
  for (const path of unrest.keys()) if (!now.has(path)) unrest.delete(path);
  for (const [path, sign] of now) {
    if (isSame(before?.get(path), sign)) unrest.delete(path);
    else unrest.set(path, (unrest.get(path) ?? 0) + 1);
  }
  return new Set([...unrest].filter(([, looks]) => looks >= RESTLESS_LOOKS).map(([path]) => path));
}
