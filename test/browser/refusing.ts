/**
 * 内存中的文件夹, in the place of one that a person chooses and permits to be written to, which no test can do. It is like the browser's own in
 * all that the page asks of it; `folderRefuses` names what it refuses to choose, look for or write.
 */
export const FOLDER_IN_MEMORY = `(() => {
  globalThis.folderRefuses = "";
  const error = (name) => new DOMException(name, name);
  const allow = (name) => { if (name === folderRefuses) throw error("NotAllowedError"); };
  const fileOf = (name) => {
    const file = { kind: "file", content: new Blob() };
    file.createWritable = async () => {
      const parts = [];
      return {
        write: async (part) => { allow(name); parts.push(part); },
        close: async () => { file.content = new Blob(parts); },
      };
    };
    return file;
  };
  const folderOf = (name) => {
    const inner = new Map();
    const found = (own, create, make) => {
      if (!inner.has(own) && !create) throw error("NotFoundError");
      if (!inner.has(own)) inner.set(own, make(own));
      return inner.get(own);
    };
    return {
      kind: "directory",
      name,
      inner,
      getDirectoryHandle: async (own, { create = false } = {}) => {
        allow(own);
        const folder = found(own, create, folderOf);
        if (folder.kind === "file") throw error("TypeMismatchError");
        return folder;
      },
      getFileHandle: async (own, { create = false } = {}) => found(own, create, fileOf),
      removeEntry: async (own) => { if (!inner.delete(own)) throw error("NotFoundError"); },
    };
  };
  const chosen = folderOf("汇总");
  globalThis.showDirectoryPicker = async () => { allow(chosen.name); return chosen; };
  const hashOf = async (content) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await content.arrayBuffer()));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const hashesIn = async ({ inner }, before) => {
    const all = [];
    for (const [name, one] of inner)
      all.push(...(one.inner ? await hashesIn(one, before + name + "/") : [[before + name, await hashOf(one.content)]]));
    return all;
  };
  globalThis.hashesInFolder = () => hashesIn(chosen, "");
})()`;

/** A browser whose storage is full from now on; its own way to store is kept as `setItem`. */
export const STORAGE_FULL = `(() => {
  globalThis.setItem = Storage.prototype.setItem;
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
})()`;

/** Folders that break off after their first file. */
export const UNREADABLE_AFTER_ONE = `(() => {
  const { values } = FileSystemDirectoryHandle.prototype;
  FileSystemDirectoryHandle.prototype.values = async function* () {
    for await (const inner of values.call(this)) {
      yield inner;
      throw new DOMException("gone", "NotFoundError");
    }
  };
})()`;
