import { type GivenFile, type Placed, placed, yearsIn } from "../placing.js";
import type { GivenFont } from "../talk.js";

/** 放入的材料, as they stand when they are asked for. */
export interface Given {
  readonly year: number;
  readonly placed: Placed;
  readonly font: GivenFont | undefined;
  /** How many files were put in, of whatever year. */
  readonly count: number;
}

/** 材料: what the clerk has put in and chosen. */
export interface Materials {
  readonly given: () => Given;
  /** A folder of a year among the files makes that year the chosen one. */
  readonly add: (files: readonly GivenFile[]) => void;
  readonly chooseYear: (year: number) => void;
  readonly chooseFont: (font: GivenFont | undefined) => void;
  readonly clear: () => void;
  readonly onChange: (listener: () => void) => void;
}

export function openMaterials(firstYear: number): Materials {
  const files = new Map<string, GivenFile>();
  const listeners: (() => void)[] = [];
  const state: { year: number; font: GivenFont | undefined } = { year: firstYear, font: undefined };
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    given: () => ({ ...state, placed: placed([...files.values()], state.year), count: files.size }),
    add: (more) => {
      for (const file of more) files.set(file.path, file);
      state.year = yearsIn(more).at(-1) ?? state.year;
      changed();
    },
    chooseYear: (year) => {
      state.year = year;
      changed();
    },
    chooseFont: (font) => {
      state.font = font;
      changed();
    },
    clear: () => {
      files.clear();
      state.font = undefined;
      changed();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
