// 留存编译结果: loaded before the program, in its threads too. After each piece of work the code that V8 has made of every script so far is
// written beside it.
import vm from "node:vm";
import { isMainThread, parentPort } from "node:worker_threads";
import { keepCode } from "./script.mjs";

const scripts = new Map();

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    if (options?.cachedData) scripts.set(options.filename, this);
  }
};

function keep() {
  for (const [path, script] of scripts) keepCode(path, script);
}

// A thread is ended by others, and told nothing.
if (isMainThread) process.on("exit", keep);
else {
  const { postMessage } = parentPort;
  parentPort.postMessage = (...given) => {
    postMessage.apply(parentPort, given);
    keep();
  };
}
