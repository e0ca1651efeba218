/**
 * What is wrong with the use of the program, its configuration or the machine is thrown; what is wrong with a submission never is.
 * Exit codes of the contract: 2 wrong use or configuration, 3 the machine failed us.
 */
export class CrossfootError extends Error {
  readonly exitCode: 2 | 3;

  constructor(message: string, exitCode: 2 | 3) {
    super(message);
    this.name = "CrossfootError";
    this.exitCode = exitCode;
  }
}

/** 用法或配置有误。 */
export function wrongUse(message: string): CrossfootError {
  return new CrossfootError(message, 2);
}

/** 机器方面的问题：磁盘、权限、他人正在运行。 */
export function machineFailed(message: string): CrossfootError {
  return new CrossfootError(message, 3);
}
