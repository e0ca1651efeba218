import { setFlagsFromString } from "node:v8";

/** How much may become garbage before it is cleared, in percent of what is held. */
const GROWING_PERCENT = 50;

/**
 * 及时清理内存: left to itself the engine lets what is held grow fourfold before it clears anything, which for thousands of units is half of
 * all memory. Clearing it a few times more costs a second in a run of minutes.
 */
export function clearInTime(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
}
