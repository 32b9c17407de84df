/** A wait that can be ended early. */
export interface Delay {
  readonly done: Promise<undefined>;
  clear(): void;
}

export function delay(ms: number): Delay {
  let timer: NodeJS.Timeout | undefined;
  const done = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return { done, clear: () => clearTimeout(timer) };
}
