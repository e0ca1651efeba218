/** What is said to the clerk of something that went wrong. */
export function said(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
