import { button, element } from "./element.js";

const line = element("p", { id: "announce", role: "status", "aria-live": "polite" });
let timer = 0;

export function announcement(): HTMLElement {
  return line;
}

export function announce(text: string): void {
  line.textContent = text;
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    line.textContent = "";
  }, 4000);
}

/** 复制文字: for a message to the unit. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  return button(label, (node) => {
    copied(text()).then((done) => {
      announce(done ? "已复制，可以粘贴到消息或邮件中。" : "浏览器不允许复制，请选中文字后按 Ctrl+C。");
      node.focus();
    });
  });
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

/** Copies a text in older browsers, and in those that deny the clipboard to a page on the disk. */
function copiedByHand(text: string): boolean {
  const field = element("textarea", { "aria-hidden": "true", class: "spoken" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
