import { type GivenFile, overlaid, type Placed, placed, yearsIn } from "../placing.js";
import type { GivenFont } from "../talk.js";

/** 放入的材料, as they stand when they are asked for. */
export interface Given {
  readonly year: number;
  readonly placed: Placed;
  readonly font: GivenFont | undefined;
  /** How many files were put in, of whatever year. */
  readonly count: number;
  /** Paths of the files made in the page. */
  readonly ownPaths: ReadonlySet<string>;
}

/** 在本页填写的文件, its path that of the working folder: `inputs/2022/说明.csv`. */
export interface OwnFile extends GivenFile {
  /** Whether a file of this name was put in, which it stands for. */
  readonly instead: boolean;
  /** Whether it was saved as it is. */
  readonly isSaved: boolean;
}

/** 材料: what the clerk has put in, chosen, and typed into the page. */
export interface Materials {
  readonly given: () => Given;
  /** A folder of a year among the files makes that year the chosen one. */
  readonly add: (files: readonly GivenFile[]) => void;
  readonly chooseYear: (year: number) => void;
  readonly chooseFont: (font: GivenFont | undefined) => void;
  /** Takes away what was put in; what was typed stays. */
  readonly clear: () => void;
  /** Files made of what was typed, which take the place of those put in. */
  readonly own: () => readonly OwnFile[];
  readonly make: (files: readonly GivenFile[]) => void;
  readonly unmake: (path: string) => void;
  readonly markSaved: (files: readonly OwnFile[]) => void;
  readonly onChange: (listener: () => void) => void;
}

export function openMaterials(firstYear: number): Materials {
  const files = new Map<string, GivenFile>();
  const own = new Map<string, GivenFile>();
  const saved = new WeakSet<File>();
  const listeners: (() => void)[] = [];
  const state: { year: number; font: GivenFont | undefined } = { year: firstYear, font: undefined };
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const putIn = (): Placed => placed([...files.values()], state.year);
  return {
    given: () => ({
      ...state,
      placed: overlaid(putIn(), placed([...own.values()], state.year)),
      count: files.size,
      ownPaths: new Set(own.keys()),
    }),
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
    own: () =>
      [...own.values()].map((one) => ({ ...one, instead: standsFor(one, putIn()), isSaved: saved.has(one.file) })),
    make: (more) => {
      for (const file of more) own.set(file.path, file);
      changed();
    },
    unmake: (path) => {
      own.delete(path);
      changed();
    },
    markSaved: (files) => {
      for (const { file } of files) saved.add(file);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

function standsFor({ path }: GivenFile, putIn: Placed): boolean {
  const [folder, ...steps] = path.split("/");
  if (folder === "inputs") return putIn.inputs.get(steps[0] ?? "")?.has(steps.slice(1).join("/")) === true;
  const without = overlaid(putIn, placed([{ path, file: new File([], "") }], 0));
  return without.schemas.length <= putIn.schemas.length;
}
