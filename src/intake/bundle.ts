/** 下级的输出文件夹: what one run below left, of which only the first is a submission; by the second its figures lead on. */
const SENT = "上报.json";
const CONSOLIDATED = "consolidated.json";

/**
 * 同一次运行的其他输出: everything beside and below 上报.json in a folder that holds consolidated.json as well. Nothing in it is a unit's
 * report to this level. The top folder counts only in an archive: elsewhere it is the period's own.
 */
export function bundled(paths: readonly string[], within: "folder" | "archive"): ReadonlySet<string> {
  const all = new Set(paths);
  const folders = paths
    .filter((path) => path === SENT || path.endsWith(`/${SENT}`))
    .map((path) => path.slice(0, -SENT.length))
    .filter((folder) => all.has(`${folder}${CONSOLIDATED}`) && (folder !== "" || within === "archive"));
  return new Set(
    paths.filter((path) => folders.some((folder) => path.startsWith(folder) && path !== `${folder}${SENT}`)),
  );
}
