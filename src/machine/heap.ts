import { getHeapStatistics, setFlagsFromString } from "node:v8";

/** In bytes: a smaller heap is left to the engine. */
const LARGE = 96 * 1024 * 1024;
/** How much may become garbage before it is cleared, in percent of what is held. */
const GROWING_PERCENT = 50;

/** 内存: how the engine clears it while one run is under way. */
export interface Heap {
  /** Asked from time to time: a heap that has become large is cleared in time from then on. */
  readonly look: () => void;
  readonly leave: () => void;
}

/**
 * 及时清理内存: left to itself the engine lets what is held grow fourfold before it clears anything, which for thousands of units is half of
 * all memory. A small heap, as of a start or of sixty units, would be cleared again and again for nothing; and code that was kept for the
 * program fits the engine's own measure alone, which holds again when the run is done.
 */
export function openHeap(): Heap {
  let inTime = false;
  return {
    look: () => {
      if (inTime || getHeapStatistics().used_heap_size < LARGE) return;
      inTime = true;
      setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
    },
    leave: () => {
      if (inTime) setFlagsFromString("--heap-growing-percent=0");
      inTime = false;
    },
  };
}
