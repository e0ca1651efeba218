import type { FindingFacts } from "./finding-facts.js";

/** 无关文件: what it is, as far as it can be told. */
export const STRAYS: Readonly<Record<FindingFacts["FILE.NOT_A_SUBMISSION"]["kind"], string>> = {
  nothing: "该文件中没有年报表格，也没有名录中的单位，未作为报送材料处理",
  picture: "该文件是图片，没有写明是哪个单位的，不能取数，未作为报送材料处理",
  blank: "该文件是没有填数的空白表，也没有写明是哪个单位的，未作为报送材料处理",
  list: "该文件列有多个单位，是名单或汇总表，没有作为任何一个单位的报送材料",
  letter: "该文件没有年报表格，只审核其中的文字，该单位的数字取自另一份材料",
  below: "该文件是报送单位的汇总数据，只供追溯，数字以同一次运行的上报文件为准",
  bundle: "这些文件与上报文件同是报送单位一次运行的输出，只读取其中的上报文件，其余没有作为报送材料",
  published: "该文件按名称或标题是本级政府的年度报告，没有作为任何一个单位的报送材料",
  link: "这是一个链接（快捷方式），不是文件本身，没有打开；如为报送材料，请将文件本身复制到该文件夹",
  pipe: "这是一个管道，不是文件，没有打开",
  socket: "这是一个套接字，不是文件，没有打开",
  device: "这是一个设备，不是文件，没有打开",
};
