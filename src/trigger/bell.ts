/** Waiting that can be cut short: by a ring, or by the end of everything. */
export interface Bell {
  ring(): void;
  /** Until it rings (or has rung since the last time), at most so long. */
  wait(milliseconds: number): Promise<void>;
  /** So long, whatever rings. */
  pause(milliseconds: number): Promise<void>;
}

export function makeBell(signal: AbortSignal): Bell {
  let rung = false;
  let wake: () => void = () => undefined;
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(milliseconds) {
      if (!rung) await sleep(milliseconds, signal, (end) => (wake = end));
      rung = false;
    },
    async pause(milliseconds) {
      await sleep(milliseconds, signal);
    },
  };
}

async function sleep(
  milliseconds: number,
  signal: AbortSignal,
  onStart: (end: () => void) => void = () => undefined,
): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end, { once: true });
    onStart(end);
  });
}
