/** The first Ctrl+C stops the run and reports what is finished; the second ends the process. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Resolves when it happens. */
  readonly happened: Promise<void>;
  dispose(): void;
}

export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  const happened = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return {
    signal: controller.signal,
    happened,
    dispose() {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
