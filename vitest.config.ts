import { configDefaults, defineConfig } from "vitest/config";

/** Left out of `--mode quick`: what runs in a browser, in processes of its own, or over thousands of units. */
const SLOW = [
  "test/browser/**",
  "test/command/**",
  "test/record/kill.test.ts",
  "test/publish/large-roster.test.ts",
] as const;

/** What `--mode long` runs: the tests that ask `test/times.ts` how often they are to try. */
const LONGER = [
  "test/check/suspect-search.test.ts",
  "test/command/same-bytes.test.ts",
  "test/properties.test.ts",
  "test/publish/large-roster.test.ts",
  "test/record/kill.test.ts",
] as const;

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === "long" ? [...LONGER] : ["test/**/*.test.ts"],
    exclude: mode === "quick" ? [...configDefaults.exclude, ...SLOW] : configDefaults.exclude,
    env: mode === "long" ? { LONG_TESTS: "1" } : {},
    globalSetup: ["test/browser/chromium.ts"],
    // By default one core is left to the machine: of two, half the time was given away.
    maxWorkers: "100%",
    testTimeout: mode === "long" ? 1_800_000 : 120_000,
    hookTimeout: 120_000,
    coverage: { provider: "v8", include: ["src/normalize/**"], reporter: ["json"], reportsDirectory: "coverage" },
  },
}));
