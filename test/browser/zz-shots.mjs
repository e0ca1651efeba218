import { chromium } from "playwright-core";
const url = "file://" + process.argv[2];
const dir = process.argv[3];
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const shots = JSON.parse(process.argv[4]);
for (const [name, hash, width, action] of shots) {
  const p = await b.newPage({ viewport: { width, height: 900 } });
  p.on("console", (m) => console.log(name, m.text()));
  p.on("pageerror", (e) => console.log(name, "ERR", e.stack));
  await p.goto(url + hash);
  if (action) await p.click(action);
  await p.waitForTimeout(150);
  await p.screenshot({ path: `${dir}/${name}.png` });
  await p.close();
}
await b.close();
