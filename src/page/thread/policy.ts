import { config } from "zod";

// 内容安全策略: the page's policy forbids code made of text. The library tries it when the first shape is made, which a browser reports, so this
// stands before every module that makes one.
config({ jitless: true });
