/**
 * 浏览器底线: a script that takes from a browser what Chrome 87 did not have. Where the program's own polyfills or a library's put something
 * back, they do so after it.
 */
export const AS_IN_CHROME_87 = `(() => {
  const without = (owner, names) => { for (const name of names.split(" ")) if (owner) delete owner[name]; };
  const typed = Object.getPrototypeOf(Uint8Array);
  without(Array.prototype, "at findLast findLastIndex toReversed toSorted toSpliced with");
  without(typed.prototype, "at findLast findLastIndex toReversed toSorted with");
  without(String.prototype, "at isWellFormed toWellFormed");
  without(Array, "fromAsync");
  without(Object, "hasOwn groupBy");
  without(Map, "groupBy");
  without(Map.prototype, "getOrInsert getOrInsertComputed");
  without(WeakMap.prototype, "getOrInsert getOrInsertComputed");
  without(Set.prototype, "union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom");
  without(Promise, "withResolvers try");
  without(Math, "sumPrecise f16round");
  without(RegExp, "escape");
  without(Error, "isError captureStackTraceOf");
  without(Uint8Array, "fromBase64 fromHex");
  without(Uint8Array.prototype, "toBase64 toHex setFromBase64 setFromHex");
  without(ArrayBuffer.prototype, "resize transfer transferToFixedLength");
  without(DataView.prototype, "getFloat16 setFloat16");
  without(AbortSignal, "any timeout abort");
  without(URL, "canParse parse");
  without(Blob.prototype, "bytes");
  if (globalThis.crypto) without(Object.getPrototypeOf(globalThis.crypto), "randomUUID");
  without(globalThis, "structuredClone Iterator Float16Array reportError scheduler SuppressedError DisposableStack AsyncDisposableStack queryLocalFonts");
  if (globalThis.Element) without(Element.prototype, "checkVisibility setHTMLUnsafe");
  globalThis.RegExp = new Proxy(RegExp, {
    construct(target, [pattern, flags], made) {
      if (/[dv]/.test(flags ?? "")) throw new SyntaxError("flags of a newer browser: " + flags);
      return Reflect.construct(target, [pattern, flags], made);
    },
  });
})();`;
