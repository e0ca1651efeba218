import { z } from "zod";
import { JurisdictionSchema, NamingSchema, ObservationsSchema, OutlineSchema } from "./office-records.js";
import { FormSchema, RulesSchema } from "./records.js";

const SCHEMAS = {
  form: { schema: FormSchema, title: "报表制度：一个版本的表、行、栏" },
  rules: { schema: RulesSchema, title: "审核规则" },
  observations: { schema: ObservationsSchema, title: "通用规则：写成工作簿的报表都有的审核意见" },
  jurisdiction: { schema: JurisdictionSchema, title: "本级设置：名称、级别、期限、政策" },
  outline: { schema: OutlineSchema, title: "报告提纲" },
  naming: { schema: NamingSchema, title: "称谓用语" },
} as const;

/** 制度文件的 JSON Schema: by file name, made from what the loader itself parses with, so that an editor completes what the program accepts. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, { schema, title }]) => [
      `${name}.schema.json`,
      { title, ...z.toJSONSchema(schema, { io: "input", target: "draft-7" }) },
    ]),
  );
}

/** The text of one shipped file: two spaces, a line end at the end. */
export function jsonSchemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
