import { inOrder, latestOf, type Period, type PeriodKind } from "../period.js";
import type { Task } from "../run.js";
import { type GivenFile, overlaid, type Placed, periodsIn, placed } from "./placing.js";
import type { Choice, Choices, GivenFont } from "./talk.js";

/** 放入的材料, as they stand when they are asked for. */
export interface Given {
  /** The period and, where it was chosen, the form. */
  readonly task: Task;
  /** The forms that may be chosen, of the periods whose folders were put in and the chosen one. */
  readonly choices: readonly Choice[];
  /** Whether it is being asked what forms there are, by which it is known which folders are periods'. */
  readonly isAsking: boolean;
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
  /** A folder of a period among the files makes that period the chosen one, a year before any other. */
  readonly add: (files: readonly GivenFile[]) => void;
  /** The same of what the browser still has to list. */
  readonly take: (coming: Promise<readonly GivenFile[]>) => Promise<void>;
  /** Until all that was dropped is there. @throws what was thrown for one that could not be taken */
  readonly whenTaken: () => Promise<void>;
  readonly choose: (task: Task) => void;
  /** The periods of which it is asked what forms there are. */
  readonly periods: () => readonly Period[];
  readonly setAsking: (isAsking: boolean) => void;
  readonly setChoices: (choices: Choices) => void;
  readonly chooseFont: (font: GivenFont | undefined) => void;
  /** Takes away what was put in; what was typed stays. */
  readonly clear: () => void;
  /** Files made of what was typed, which take the place of those put in. */
  readonly own: () => readonly OwnFile[];
  readonly make: (files: readonly GivenFile[]) => void;
  readonly unmake: (files: readonly OwnFile[]) => void;
  readonly markSaved: (files: readonly OwnFile[]) => void;
  readonly onChange: (listener: () => void) => void;
}

export function openMaterials(first: Period): Materials {
  const files = new Map<string, GivenFile>();
  const own = new Map<string, GivenFile>();
  const saved = new WeakSet<File>();
  const listeners: (() => void)[] = [];
  const state: State = {
    task: { period: first },
    byHand: false,
    font: undefined,
    kinds: [first.kind],
    choices: [],
    isAsking: false,
  };
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const placing = () => ({ chosen: state.task.period, kinds: state.kinds });
  const putIn = (): Placed => placed([...files.values()], placing());
  const add = (more: readonly GivenFile[]): void => {
    for (const file of more) files.set(file.path, file);
    const period = latestOf(periodsIn(more, state.kinds));
    if (period && period.key !== state.task.period.key) state.task = { period };
    if (period) state.byHand = false;
    changed();
  };
  const coming = new Set<Promise<void>>();
  return {
    given: () => ({
      task: state.task,
      font: state.font,
      choices: state.choices,
      isAsking: state.isAsking,
      placed: overlaid(putIn(), placed([...own.values()], { ...placing(), kinds: ALL_KINDS })),
      count: files.size,
      ownPaths: new Set(own.keys()),
    }),
    add,
    take: async (given) => {
      const taken = given.then(add);
      coming.add(taken);
      try {
        await taken;
      } finally {
        coming.delete(taken);
      }
    },
    whenTaken: async () => {
      await Promise.all(coming);
    },
    choose: (task) => {
      Object.assign(state, { task, byHand: true });
      changed();
    },
    periods: () => {
      const found = periodsIn([...files.values()], ALL_KINDS);
      return inOrder([...found.filter(({ key }) => key !== state.task.period.key), state.task.period]);
    },
    setAsking: (isAsking) => {
      state.isAsking = isAsking;
      changed();
    },
    setChoices: ({ kinds, tasks }) => {
      Object.assign(state, { kinds, choices: tasks, isAsking: false });
      state.task = stillThere(state, periodsIn([...files.values()], kinds));
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
    unmake: (less) => {
      for (const { path } of less) own.delete(path);
      changed();
    },
    markSaved: (files) => {
      for (const { file } of files) saved.add(file);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

interface State {
  task: Task;
  /** Whether the clerk chose it, and no folder of a period was put in since. */
  byHand: boolean;
  font: GivenFont | undefined;
  kinds: readonly PeriodKind[];
  choices: readonly Choice[];
  isAsking: boolean;
}

const ALL_KINDS: readonly PeriodKind[] = ["year", "half", "quarter", "month"];

/**
 * The period that the clerk chose, or that is there; else, where only others were put in, the latest of them. The chosen form, unless it is none of
 * that period's.
 */
function stillThere({ task, byHand, choices }: State, putIn: readonly Period[]): Task {
  const stays = byHand || putIn.some(({ key }) => key === task.period.key);
  const period = stays ? task.period : (latestOf(putIn) ?? task.period);
  const isForm = choices.some((one) => one.period.key === period.key && one.form === task.form);
  return { period, ...(isForm && task.form !== undefined && { form: task.form }) };
}

function standsFor({ path }: GivenFile, putIn: Placed): boolean {
  const [folder, ...steps] = path.split("/");
  if (folder === "outputs") return putIn.records.has(steps.join("/"));
  if (folder === "inputs") return putIn.inputs.get(steps[0] ?? "")?.has(steps.slice(1).join("/")) === true;
  const without = overlaid(
    putIn,
    placed([{ path, file: new File([], "") }], { chosen: { key: "" }, kinds: ALL_KINDS }),
  );
  return without.schemas.length <= putIn.schemas.length;
}
