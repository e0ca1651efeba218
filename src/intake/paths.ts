/** A file's name without folders and endings: 2022/部门/水利局.xlsx.xlsx → 水利局. */
export function baseOf(file: string): string {
  return withoutEnding(file.split(/\/|!\//).at(-1) ?? "");
}

function withoutEnding(name: string): string {
  let rest = name.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  for (let ending = endingIn(rest); ending !== ""; ending = endingIn(rest)) rest = rest.slice(0, -ending.length);
  return rest;
}

/** A further ending of a kind that is read: the .xlsx of 水利局.xlsx.xls. */
function endingIn(name: string): string {
  return (
    /\.(?:xlsx?|docx?|csv|et|wps|pdf|f?od[st]|rtf|html?|txt|zip|xlsb|rar|7z|tar|t?gz|eml|msg)$/i.exec(
      name.slice(-LONGEST_ENDING),
    )?.[0] ?? ""
  );
}

const LONGEST_ENDING = ".xlsx".length;

/** The folders and archives that contain a file, innermost first, without the year's folder: 2022/部门/a.zip!/b.xlsx → a, 部门. */
export function foldersOf(file: string): readonly string[] {
  return file
    .split("!/")
    .flatMap((path, at, all) => {
      const parts = path.split("/");
      return at < all.length - 1 ? [...parts.slice(0, -1), withoutEnding(parts.at(-1) ?? "")] : parts.slice(0, -1);
    })
    .slice(1)
    .reverse();
}
