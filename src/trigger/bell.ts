/** 唤醒: waiting that ends early when the bell is rung, or when the signal aborts. */
export interface Bell {
  ring(): void;
  /** Waits until the bell rings, at most so long. If it rang since the last wait, it returns at once. */
  wait(milliseconds: number): Promise<void>;
  /** Waits so long, whether the bell rings or not. */
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
