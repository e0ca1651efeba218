import type { ReadDocument } from "../../grid.js";
import type { Budget } from "../limits.js";
import { hasFlatMacros, hasPackagedMacros } from "../open-document.js";
import { type Parts, xmlPart } from "../package/package.js";
import { unreadable } from "../refusal.js";
import { readTold } from "../word/word.js";
import { readXml } from "../xml.js";
import { collectOdtStyles, type OdtStyles } from "./styles.js";
import { walkOdt } from "./walk.js";

/** OpenDocument 文字（.odt）: the blocks that the same document gives as a Word document. */
export function readOdt(parts: Parts): ReadDocument {
  const xml = xmlPart(parts, "content.xml");
  if (xml === undefined)
    throw unreadable("文档缺少内容部分", "请用 Word、WPS 或 LibreOffice 打开核对内容，另存为 .docx 后重新报送");
  const styles = collectOdtStyles();
  const named = xmlPart(parts, "styles.xml");
  if (named !== undefined) hearStyles(named, styles);
  return readText(xml, styles, parts.budget, hasPackagedMacros(parts));
}

/** 单个 XML 文件的 OpenDocument 文字（.fodt）. */
export function readFlatOdt(xml: string, budget: Budget): ReadDocument {
  return readText(xml, collectOdtStyles(), budget, hasFlatMacros(xml));
}

function readText(xml: string, styles: OdtStyles, budget: Budget, macros: boolean): ReadDocument {
  hearStyles(xml, styles);
  return readTold("odt", budget, (listener) => readXml(xml, walkOdt(styles, listener)), macros);
}

/** The styles of a part, all of them before any is used. */
function hearStyles(xml: string, styles: OdtStyles): void {
  readXml(xml, { open: styles.open, close: styles.close, text() {} });
}
