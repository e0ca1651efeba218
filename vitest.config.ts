import { configDefaults, defineConfig } from "vitest/config";

/** Left out of `--mode quick`: what runs in a browser, in processes of its own, or over thousands of units. */
const SLOW = [
  "test/browser/**",
  "test/command/**",
  "test/record/kill.test.ts",
  "test/publish/large-roster.test.ts",
  "test/publish/template-recalculated.test.ts",
];

/** What `--mode long` runs: the tests that ask `test/times.ts` how often they are to try. */
const LONGER = [
  "test/check/suspect-search.test.ts",
  "test/command/same-bytes.test.ts",
  "test/fuzz/fuzz.test.ts",
  "test/properties.test.ts",
  "test/publish/large-roster.test.ts",
  "test/record/kill.test.ts",
];

/** Each in a process of its own: what changes the machine's modules, starts programs and threads, or counts memory. */
const ALONE = [
  "test/browser/**/*.test.ts",
  "test/command/**/*.test.ts",
  "test/fuzz/**/*.test.ts",
  "test/machine/**/*.test.ts",
  "test/record/**/*.test.ts",
  "test/trigger/**/*.test.ts",
  "test/publish/large-roster.test.ts",
  "test/publish/template-recalculated.test.ts",
];

const TIMEOUT = 120_000;

export default defineConfig(({ mode }) => {
  const long = mode === "long";
  const exclude = mode === "quick" ? [...configDefaults.exclude, ...SLOW] : configDefaults.exclude;
  const shared = {
    env: long ? { LONG_TESTS: "1" } : {},
    testTimeout: long ? 15 * TIMEOUT : TIMEOUT,
    hookTimeout: TIMEOUT,
  };
  const globalSetup = ["test/browser/chromium.ts"];
  const alone = { ...shared, name: "alone", include: long ? LONGER : ALONE, exclude, globalSetup };
  // All else is pure: its files share a process, where the libraries are loaded and compiled already.
  const together = {
    ...shared,
    name: "together",
    include: ["test/**/*.test.ts"],
    exclude: [...exclude, ...ALONE],
    isolate: false,
    globalSetup: ["test/libreoffice.ts"],
  };
  return {
    test: {
      // By default one core is left to the machine: of two, half the time was given away.
      maxWorkers: "100%",
      coverage: {
        provider: "v8",
        include: ["src/normalize/**"],
        reporter: ["json"],
        reportsDirectory: "coverage",
        reportOnFailure: true,
      },
      projects: (long ? [alone] : [alone, together]).map((test) => ({ extends: true, test })),
    },
  };
});
