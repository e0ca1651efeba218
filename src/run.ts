/** 运行选项: what the caller wants. */
export interface RunOptions {
  readonly year: number;
  /** The documents' date; without it the jurisdiction's publication deadline. */
  readonly today?: string;
}
