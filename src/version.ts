/** 程序版本, as package.json and the changelog have it. */
export const PROGRAM_VERSION = "0.2.0";
