import { watch as watchFiles } from "chokidar";
import { machineFailed } from "../error.js";
import { type Bell, makeBell } from "./bell.js";
import { areSame, isSame, type Settlement, type Snapshot, settle, type WaitingFile } from "./settle.js";
import { takeSnapshot } from "./snapshot.js";

export interface WatchRequest {
  readonly inputs: string;
  /** For network shares, which send no events of changes. */
  readonly polling?: boolean;
  /** How long nothing must have changed before a run. */
  readonly quietMs: number;
  /** How often to look without any event, and to try again after a failure; a minute by default. */
  readonly recheckMs?: number;
  /** Runs, without the files that wait. The next look comes after it has ended. */
  readonly onSettled: (settled: Settled) => Promise<void>;
  /** Called with the files that wait, whenever they are others than before. */
  readonly onWaiting: (waiting: readonly WaitingFile[]) => void;
  /** Called when a run failed or a share is not connected. The watch goes on. */
  readonly onTrouble?: (error: unknown) => void;
  readonly signal: AbortSignal;
}

export interface Settled {
  readonly stable: readonly string[];
  readonly waiting: readonly WaitingFile[];
}

const RECHECK_MS = 60_000;
/** A file that changed at so many looks in a row is no longer waited for: an endless log must not hold up all reports. */
const RESTLESS_LOOKS = 30;

/**
 * 守候: notices a change → waits until two looks, quietMs apart, see the same → runs.
 * The system's events only wake the watch; the looks decide, so that a lost event loses nothing.
 * Returns when the signal aborts, after a run under way.
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
  // A change before the watcher was ready sent no event.
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
  /** What the last successful run read. */
  done: Snapshot | undefined;
  named: string;
  trouble: string;
  readonly looksChanged: Map<string, number>;
}

async function keepLooking(request: WatchRequest, bell: Bell): Promise<void> {
  const watching: Watching = { before: undefined, done: undefined, named: "[]", trouble: "", looksChanged: new Map() };
  while (!request.signal.aborted) {
    const next = await look(request, watching);
    if (next === "soon") await bell.pause(request.quietMs);
    else if (next === "rest") {
      await bell.wait(request.recheckMs ?? RECHECK_MS);
      await bell.pause(request.quietMs);
    } else await bell.pause(request.recheckMs ?? RECHECK_MS);
  }
}

/** soon: look again after the quiet time; rest: nothing to do until the next event; later: something failed. */
type NextLook = "soon" | "rest" | "later";

async function look(request: WatchRequest, watching: Watching): Promise<NextLook> {
  try {
    const now = await takeSnapshot(request.inputs);
    const settlement = settle(watching.before, now, { restless: restlessOf(watching, now), read: watching.done });
    // Saving in Word makes and removes temporary files in a moment: only what waits at two looks in a row is named.
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

/** Reports the same trouble only once until it is over. */
function troubled(request: WatchRequest, watching: Watching, error: unknown): NextLook {
  const words = String(error);
  if (words !== watching.trouble) request.onTrouble?.(error);
  watching.trouble = words;
  return "later";
}

/** All files gone at once looks like a share whose server is away, and is refused. */
function refuseSuddenEmptiness(inputs: string, done: Snapshot | undefined, now: Snapshot): void {
  if (done === undefined || done.size === 0 || now.size > 0) return;
  throw machineFailed(`“${inputs}”中的文件突然全部消失，可能是网络共享断开，暂不运行。如确已清空，请手动运行一次。`);
}

/** Names the files that wait, when they are others than before. */
function nameWaiting(request: WatchRequest, watching: Watching, waiting: readonly WaitingFile[]): void {
  const named = JSON.stringify(waiting);
  if (named !== watching.named) request.onWaiting(waiting);
  watching.named = named;
}

/** Counts for each file at how many looks in a row it had changed. */
function restlessOf({ before, looksChanged }: Watching, now: Snapshot): ReadonlySet<string> {
  for (const path of looksChanged.keys()) if (!now.has(path)) looksChanged.delete(path);
  for (const [path, sign] of now) {
    if (isSame(before?.get(path), sign)) looksChanged.delete(path);
    else looksChanged.set(path, (looksChanged.get(path) ?? 0) + 1);
  }
  return new Set([...looksChanged].filter(([, looks]) => looks >= RESTLESS_LOOKS).map(([path]) => path));
}
