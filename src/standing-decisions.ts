import type { AdjustmentRow } from "./adjustment.js";
import { sha256 } from "./bytes.js";
import type { Schemas, Unit } from "./form/form.js";
import { NONE, type Setting, type SettingList, settingsLayout } from "./form/office/office.js";
import type { OfficeContents } from "./gather/gather.js";
import type { Content, Decision } from "./office-act.js";
import type { OfficeSection } from "./office-text.js";

/** 现行的决定: everything that the office decides, as it stands in this run: what it typed beside the submissions, and how it set the program up. */
export function standingDecisions(office: OfficeContents, schemas: Schemas): readonly Decision[] {
  return [
    ...office.explanations.map(explained),
    ...office.adjustments.map(adjusted),
    ...office.officeText.map(written),
    ...settingsOf(schemas),
    ...schemas.units.map(listed),
    { matter: "制度", key: "schemas", content: { 版本: schemas.version } },
  ];
}

function explained(one: OfficeContents["explanations"][number]): Decision {
  const { id, unit, rule, figures, values, text, by, reviewer } = one;
  const key = id || [unit, rule, figures].join("｜");
  const content = { 单位: unit, 规则: rule, 指标: figures, 数值: values, 说明: text, 填写人: by, 审核人: reviewer };
  return { matter: "说明", key, content };
}

function adjusted({ texts }: AdjustmentRow): Decision {
  return { matter: "调整", key: [texts.单位 || "汇总数", texts.指标].join("｜"), content: texts };
}

function written({ heading, file, paragraphs }: OfficeSection): Decision {
  const text = paragraphs.map((one) => one.text).join("\n");
  const digest = sha256(new TextEncoder().encode(text));
  return { matter: "正文", key: heading || file, content: { 字数: String(text.length), 摘要: digest } };
}

function settingsOf({ jurisdiction }: Schemas): readonly Decision[] {
  const { settings, lists } = settingsLayout();
  return [
    ...settings.flatMap((setting): readonly Decision[] => {
      const text = settingText(setting, jurisdiction);
      return text === "" ? [] : [{ matter: "设置", key: setting.label, content: { 填写: text } }];
    }),
    ...lists.flatMap((list) => listedSettings(list, jurisdiction)),
  ];
}

function listedSettings({ key, label, columns }: SettingList, settings: object): readonly Decision[] {
  const entries: unknown = Reflect.get(settings, key);
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: unknown): Decision => {
    const content: Content = Object.fromEntries(columns.map((column) => [column.label, settingText(column, entry)]));
    return { matter: "设置", key: `${label}｜${Object.values(content)[0] ?? ""}`, content };
  });
}

/** The value as the settings workbook shows it; blank where nothing is set. */
function settingText({ path, choices }: Setting, settings: unknown): string {
  const value = path.reduce<unknown>(
    (found, step) => (typeof found === "object" && found !== null ? Reflect.get(found, step) : undefined),
    settings,
  );
  if (Array.isArray(value)) return value.length === 0 ? NONE : value.join("、");
  return choices.find((choice) => choice.value === String(value))?.label ?? String(value ?? "");
}

function listed({ code, name, aliases, category, contact = "", phone = "", from, to }: Unit): Decision {
  const years = { 起: String(from ?? ""), 止: String(to ?? "") };
  const content = { 名称: name, 别名: aliases.join("；"), 类别: category, 联系人: contact, 电话: phone, ...years };
  return { matter: "名录", key: code, content };
}
