/** Where the matter stands that an error speaks of. */
export interface ErrorPlace {
  readonly file: string;
  readonly line?: number;
}

/**
 * What is wrong with the use of the program, its configuration or the machine is thrown; what is wrong with a submission never is.
 * Exit codes of the contract: 2 wrong use or configuration, 3 the machine failed us.
 */
export class CrossfootError extends Error {
  readonly exitCode: 2 | 3;
  /** The file and the line to be put right; of several, the first. */
  readonly file: string | undefined;
  readonly line: number | undefined;

  constructor(message: string, exitCode: 2 | 3, place?: ErrorPlace) {
    super(message);
    this.name = "CrossfootError";
    this.exitCode = exitCode;
    this.file = place?.file;
    this.line = place?.line;
  }
}

/** 用法或配置有误。 */
export function wrongUse(message: string, place?: ErrorPlace): CrossfootError {
  return new CrossfootError(message, 2, place);
}

/** 机器方面的问题：磁盘、权限、他人正在运行。 */
export function machineFailed(message: string): CrossfootError {
  return new CrossfootError(message, 3);
}
