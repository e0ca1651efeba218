/** Says now, and again when the function that comes back is called, which tests a run leaves out. */
export function said(text: string): () => void {
  const say = (): void => {
    process.stderr.write(`\n${text}\n\n`);
  };
  say();
  return say;
}
