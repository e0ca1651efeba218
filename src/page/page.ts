import "./polyfills.js";
import { yearPeriod } from "../period.js";
import { carriedInPage, shippedPlace } from "./carried.js";
import { openDesk } from "./desk/desk.js";
import { openOfficeThread } from "./office-thread.js";

// 单页程序: the whole work in one page that is opened from the disk. What stands here is only seen and pressed; the work is done in threads.

// Last year's reports are collected.
const period = yearPeriod(new Date().getFullYear() - 1);
const carried = carriedInPage();
document.body.append(openDesk(openOfficeThread(carried), { period, place: shippedPlace(carried) }));
document.documentElement.setAttribute("data-started", "");
