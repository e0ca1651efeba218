// 浏览器是否可用: written in the oldest JavaScript, so that a browser in which the page cannot work can still say so.
(() => {
  var able =
    typeof Promise === "function" &&
    typeof BigInt === "function" &&
    typeof Worker === "function" &&
    typeof Blob === "function" &&
    typeof Blob.prototype.arrayBuffer === "function" &&
    typeof "".replaceAll === "function" &&
    typeof WeakRef === "function";
  var words =
    "这个浏览器版本太旧，不能运行本页。请换用 Edge、Chrome、360 等浏览器的较新版本（Chrome 内核 87 以上），或 Firefox 100 以上，再打开本页。";
  function say(text) {
    var place = document.getElementById("opening");
    if (place) place.appendChild(document.createTextNode(text));
  }
  document.addEventListener("DOMContentLoaded", () => {
    if (!able) say(words);
    else if (!document.documentElement.hasAttribute("data-started"))
      say("本页的程序没有启动：文件可能没有下载完整，请重新取得后再打开。" + words);
  });
})();
