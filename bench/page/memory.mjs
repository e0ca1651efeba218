// 内存: the most that the programs started from here take together, as Linux tells it (PSS: what processes share counts once).
import { readdirSync, readFileSync } from "node:fs";

function descendants() {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [
        Number(name),
        Number(
          read(`/proc/${name}/stat`)
            .replace(/^.*\) \S /, "")
            .split(" ")[0],
        ),
      ]),
  );
  const isOurs = (pid) => pid === process.pid || (parents.has(pid) && isOurs(parents.get(pid)));
  return [...parents.keys()].filter((pid) => pid !== process.pid && isOurs(pid));
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process has ended meanwhile.
    return "";
  }
}

function megabytesNow(apart) {
  const kilobytes = descendants()
    .filter((pid) => !apart.has(pid))
    .map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** Does something and gives its result with the peak in MB; undefined where the system does not tell. What ran before counts if told so. */
export async function withPeak(work, { withFormer }) {
  const apart = new Set(withFormer || process.platform !== "linux" ? [] : descendants());
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, megabytesNow(apart));
  };
  const timer = process.platform === "linux" ? setInterval(look, 250) : undefined;
  try {
    return { result: await work(), megabytes: timer ? Math.round(peak) : undefined };
  } finally {
    clearInterval(timer);
  }
}
