import type { AdjustmentText } from "../adjustment.js";
import type { RunEvent } from "../effects.js";
import type { ExplanationText } from "../explanation.js";
import type { Period, PeriodKind } from "../period.js";
import type { OpenQuestion, SettingsTexts, SetupWords } from "../publish/publish.js";
import type { Task } from "../run.js";
import type { Series } from "../series.js";
import type { SignRole } from "../sign-off.js";
import type { GivenFile, Placed } from "./placing.js";

/** 随页程序: what the page carries for its threads, each as it stands in the page. */
export interface Carried {
  /** The threads' own script. */
  readonly program: string;
  /** The shipped files of `schemas/`, as JSON. */
  readonly schemas: string;
  /** Character maps and fonts of the PDF library by name, in base64, as JSON. */
  readonly pdfFiles: string;
  readonly reviewScript: string;
}

/** 字体文件 that the clerk picks for the PDF. */
export interface GivenFont {
  readonly name: string;
  readonly file: Blob;
}

/** 一次汇总: the form and the period, and everything that was put in. */
export interface RunRequest {
  readonly task: Task;
  /** When the clerk began it, by which it is judged who was late. */
  readonly startedAt: string;
  readonly placed: Placed;
  readonly font?: GivenFont;
}

/** 报前自查: one file, for the year that it names itself, else the period that was chosen. */
export interface CheckRequest {
  readonly task: Task;
  readonly placed: Placed;
  readonly file: GivenFile;
}

/** 自查意见, as a person reads it. */
export interface CheckedFinding {
  /** 强制性. */
  readonly level: string;
  readonly message: string;
  readonly suspects: readonly string[];
  readonly advice: string;
  /** Whether it has to be corrected or explained before the file can be sent. */
  readonly open: boolean;
}

/** 开工: what the page carries, and the port by which it asks and is answered. The PDF library, once it is loaded, takes a thread's own messages for its own. */
export interface WorkStart {
  readonly carried: Carried;
  readonly port: MessagePort;
}

/** What the page asks its thread for, one thing at a time. */
export type Asked =
  | { readonly ask: "run"; readonly run: RunRequest }
  | { readonly ask: "check"; readonly check: CheckRequest }
  | { readonly ask: "choices"; readonly placed: Placed; readonly periods: readonly Period[] }
  | { readonly ask: "templates"; readonly task: Task; readonly placed: Placed }
  | { readonly ask: "pack"; readonly files: readonly MadeFile[] }
  | { readonly ask: "setup"; readonly placed: Placed }
  | { readonly ask: "writeSetup"; readonly setup: SetupRequest }
  | { readonly ask: "sign"; readonly sign: SignRequest }
  | { readonly ask: "writeDecisions"; readonly decisions: DecisionsRequest };

/** 填写的名录和设置; which of the two files are wanted. */
export interface SetupRequest {
  readonly placed: Placed;
  readonly units: readonly (readonly string[])[];
  readonly settings: SettingsTexts;
  readonly wanted: readonly SetupFileName[];
  /** YYYY-MM-DD. */
  readonly date: string;
}

export type SetupFileName = "units.xlsx" | "设置.xlsx";

/** 填写有误的一处: on a sheet, in the entry of that number from 0; without an entry, of the file as a whole. */
export interface SetupProblem {
  readonly file: SetupFileName;
  readonly sheet?: string;
  readonly entry?: number;
  readonly message: string;
}

/** 签署: who signs in which role what the run's outcome says. */
export interface SignRequest {
  readonly placed: Placed;
  readonly series: Series;
  readonly signing: Signing;
  readonly by: string;
  readonly role: SignRole;
  /** YYYY-MM-DDTHH:MM:SSZ. */
  readonly at: string;
}

/** 签署情况: what there is to sign, and who has signed. */
export interface Signing {
  /** 内容摘要, see signedContent. */
  readonly content: string;
  /** Whether it may be signed; a draft may not. */
  readonly ready: boolean;
  /** How the record names this run. */
  readonly run: string;
  /** 先后, as the settings say. */
  readonly order: readonly SignRole[];
  /** 签发：张三（2023-03-30）. */
  readonly signed: readonly string[];
  readonly lapsed: readonly string[];
  /** What is wrong with the record, for which no signature counts. */
  readonly damaged?: string;
}

/** 填写的说明和调整, and the files that they go to. */
export interface DecisionsRequest {
  readonly period: Period;
  readonly decisions: Decisions;
}

/** 说明和调整 that stand in files of which the page may write a new version, and what those are called. */
export interface Decisions {
  readonly explanations: Typed<ExplanationText>;
  readonly adjustments: Typed<AdjustmentText>;
}

/** 填写的各行. */
export interface Typed<Row> {
  /** The file's path below the period's folder. */
  readonly file: string;
  readonly rows: readonly Row[];
}

/** 说明和调整的填写处: what is asked, what may be named, and what the program has said of what was typed before. */
export interface DecisionWords extends Decisions {
  readonly questions: readonly OpenQuestion[];
  readonly units: readonly string[];
  readonly figures: readonly string[];
  readonly remarks: readonly string[];
}

/** 可以办的: of which kinds of periods there are forms, and the forms of the periods that were asked about, each period's first one first. */
export interface Choices {
  readonly kinds: readonly PeriodKind[];
  readonly tasks: readonly Choice[];
}

export interface Choice {
  readonly period: Period;
  /** The form's id, and its title. */
  readonly form: string;
  readonly title: string;
}

/** 输出文件, its path below the series's folder. */
export interface MadeFile {
  readonly path: string;
  readonly content: Blob;
}

/** 汇总结果: what the page shows of a run, and its outputs. */
export interface RunOutcome {
  readonly series: Series;
  readonly title: string;
  readonly final: boolean;
  readonly reasons: readonly string[];
  readonly coverage: Readonly<Record<"due" | "received" | "missing" | "returned" | "late", number>>;
  readonly findings: Readonly<Record<"mandatory" | "verification" | "notice", number>>;
  readonly hasPdf: boolean;
  readonly words: DecisionWords;
  readonly signing: Signing;
  /** 办理记录 with this run in it, its paths those of the working folder; none where the run adds nothing. */
  readonly records: readonly MadeFile[];
  readonly files: readonly MadeFile[];
}

export type Answer =
  | { readonly answer: "run"; readonly outcome: RunOutcome }
  | { readonly answer: "checked"; readonly findings: readonly CheckedFinding[] }
  | { readonly answer: "choices"; readonly choices: Choices }
  | { readonly answer: "templates"; readonly files: readonly MadeFile[] }
  | { readonly answer: "packed"; readonly archive: Blob }
  | { readonly answer: "setup"; readonly words: SetupWords }
  /** With problems there are no files. Paths are those below the working folder: `schemas/units.xlsx`. */
  | { readonly answer: "written"; readonly files: readonly MadeFile[]; readonly problems: readonly SetupProblem[] }
  /** `own`: a sentence of the program's for the clerk; otherwise something that nobody foresaw. */
  | { readonly answer: "failed"; readonly message: string; readonly own: boolean };

/** What the thread tells the page: how far it is, and at last the answer. */
export type Told = { readonly event: RunEvent } | Answer;
