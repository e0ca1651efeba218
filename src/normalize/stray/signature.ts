import { plainText } from "../../wording.js";

const CONTACT =
  /(?:(?:填报|填表|制表|经办|联系|审核|复核|审批|审签|签发|负责|报送|上报|编制|统计|报告|公开|印发|成文|落款|主管|分管)(?:人|人员|员|者|单位|机关|部门|科室|领导|日期|时间|电话|方式)|电话|手机|手机号|传真|邮编|邮政编码|邮箱|电子邮件|地址|日期|时间|页码|签名|签字|盖章|负责人|联系方式|QQ号?|微信号?|固话|座机|号码|单位代码|信用代码|机构代码)(?:号码?)?[:：]?$/;

/** 填报人, 联系电话, 填报日期: whether a label announces who filled the form in, when, and how to reach them. */
export function namesContact(text: string): boolean {
  const plain = plainText(text).replace(/[(【〔][^()【】〔〕]*[)】〕]/g, "");
  return CONTACT.test(plain);
}

/** Whether a text is a telephone number, a date, a postal code with its label, and no figure: 0797-2522222, 2024-01-05. */
export function isContact(text: string): boolean {
  const plain = plainText(text);
  return (
    /^(?:\(?0\d{2,3}\)?-?)\d{7,8}(?:-\d{1,6})?$|^1[3-9]\d{9}$|^400-?\d{3}-?\d{4}$/.test(plain) ||
    /^20\d{2}(?:[-./年])\d{1,2}(?:[-./月]\d{1,2}日?|月)?$/.test(plain)
  );
}
