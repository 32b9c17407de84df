/** `emulator start`: runs an emulator for other programs until a signal ends it. */
import type { Style } from '../../render/style.ts';
import { emulatorText } from '../../render/text/emulator.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { type OpenEmulatorOptions, openEmulator } from './open-emulator.ts';

export interface RunEmulatorOutput {
  readonly context: CommandContext;
  readonly print: (text: (style: Style) => string) => Promise<void>;
  readonly printJson: (value: unknown) => void;
}

export async function runEmulator(
  flags: Omit<OpenEmulatorOptions, 'onRequest'>,
  { context, print, printJson }: RunEmulatorOutput,
): Promise<void> {
  const emulator = await openEmulator({ ...flags, onRequest: (line) => context.progress(line) });
  // A program that reads the line may send the signal at once.
  const ended = endingSignal();
  try {
    if (context.json) printJson(emulator.access);
    await print((style) => emulatorText(emulator.title, emulator.access, context.shell, style));
    context.progress('Press Ctrl+C to stop.');
    await ended;
  } finally {
    await emulator.close();
  }
}

function endingSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
