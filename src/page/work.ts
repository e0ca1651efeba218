import { said } from "./failure.js";
import type { Materials } from "./materials.js";
import { type OfficeThread, STOPPED } from "./office-thread.js";

/** 正在办的事: one thing at a time, because the thread does one at a time. */
export interface Work {
  readonly thread: OfficeThread;
  readonly materials: Materials;
  readonly isBusy: () => boolean;
  /**
   * Does a piece of work and tells how it is going; what goes wrong is told too, and nothing else is begun meanwhile. What was dropped before
   * is waited for: without it the work would be done on other files than those that were meant.
   */
  readonly attempt: (report: Report, piece: () => Promise<void>) => Promise<void>;
  readonly onChange: (listener: () => void) => void;
}

/** Where a piece of work says what it does, and what went wrong. */
export interface Report {
  readonly status: HTMLElement;
  readonly trouble: HTMLElement;
}

export function openWork(thread: OfficeThread, materials: Materials): Work {
  let busy = false;
  const listeners: (() => void)[] = [];
  const set = (now: boolean): void => {
    busy = now;
    for (const listener of listeners) listener();
  };
  return {
    thread,
    materials,
    isBusy: () => busy,
    attempt: async ({ status, trouble }, piece) => {
      if (busy) return;
      set(true);
      status.textContent = "";
      trouble.textContent = "";
      try {
        await materials.whenTaken();
        await piece();
      } catch (problem) {
        const text = said(problem);
        status.textContent = text === STOPPED ? text : "";
        trouble.textContent = text === STOPPED ? "" : text;
      } finally {
        set(false);
      }
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
