/** The world's clock: it starts where the world says and runs on with the machine's. */
export function worldClock(start: string | null): () => Date {
  if (start === null) return () => new Date();
  const offset = Date.parse(start) - Date.now();
  return () => new Date(Date.now() + offset);
}
