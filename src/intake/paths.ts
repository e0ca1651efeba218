/** A file's name without folders and endings: 2022/部门/水利局.xlsx.xlsx → 水利局. */
export function baseOf(file: string): string {
  return withoutEnding(file.split(/\/|!\//).at(-1) ?? "");
}

function withoutEnding(name: string): string {
  return name
    .replace(/\.[A-Za-z0-9]{1,5}$/, "")
    .replace(/(?:\.(?:xlsx?|docx?|csv|et|wps|pdf|ods|html?|txt|zip))+$/i, "");
}

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
