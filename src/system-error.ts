const REASONS: Readonly<Record<string, string>> = {
  EACCES: "没有写入或读取权限，请检查文件夹权限，或换用有权限的账户运行",
  EPERM: "系统不允许这一操作，可能没有权限，或文件正被 Excel、WPS 等程序打开，请关闭后重试",
  EROFS: "所在磁盘是只读的，请换到可写的位置",
  ENOSPC: "磁盘空间已满，请清理后重新运行",
  EDQUOT: "磁盘配额已用完，请清理后重新运行",
  EFBIG: "文件超过了系统允许的大小",
  EBUSY: "文件正被其他程序（Excel、WPS 等）打开，请关闭后重新运行",
  ETXTBSY: "文件正被其他程序使用，请关闭后重新运行",
  EXDEV: "输出文件夹跨越了两个磁盘，不能整体更换，请将整个输出文件夹放在同一磁盘上",
  ENOENT: "文件或文件夹在运行过程中消失，可能被移走或网络共享断开",
  ENOTDIR: "路径中有一级不是文件夹",
  EEXIST: "已有同名文件或文件夹，且不是本程序建立的",
  ENAMETOOLONG: "文件名或路径太长，请缩短输出文件夹的路径",
  EMFILE: "同时打开的文件过多",
  ENFILE: "系统打开的文件过多",
  EIO: "磁盘读写出错，请检查磁盘或网络共享",
  ESTALE: "网络共享已断开，请重新连接后运行",
  ENOTSUP: "所在磁盘不支持这一操作，请将输出文件夹放在本机磁盘上",
  EOPNOTSUPP: "所在磁盘不支持这一操作，请将输出文件夹放在本机磁盘上",
  ENOSYS: "所在磁盘不支持这一操作，请将输出文件夹放在本机磁盘上",
};

/** 系统错误的原因, in plain Chinese: the system itself speaks English. */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  return (code === undefined ? undefined : REASONS[code]) ?? "系统操作失败";
}

/** 系统错误代码 such as ENOSPC; undefined for an error that does not come from the operating system. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("errno" in error || "syscall" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
