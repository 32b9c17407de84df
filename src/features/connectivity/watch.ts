/** `connectivity --watch`: repeats the test and prints what changed. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectivityJson } from '../../render/json/connectivity.ts';
import type { Style } from '../../render/style.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { type ConnectivityFlags, testOnce } from './connectivity.ts';

interface Output {
  readonly print: (text: (style: Style) => string | Promise<string>) => Promise<void>;
  readonly printJson: (value: unknown) => void;
}

/** Runs until interrupted, like `watch` and `ping`. */
export async function watchConnectivity(
  context: CommandContext,
  flags: ConnectivityFlags & { readonly watch: number },
  { print, printJson }: Output,
): Promise<null> {
  const opened = await context.openHttpContext(flags);
  let before: ReadonlyMap<string, string> | null = null;
  for (;;) {
    const { result, text } = await testOnce(context, flags, opened);
    const now = statesOf(result);
    const at = new Date().toISOString().replace(/\.\d+/, '');
    if (context.json) printJson({ at, ...result });
    else if (before === null) await print((style) => text(result, style));
    else {
      const changed = changes(before, now);
      const good = [...now.values()].filter((state) => state === 'ok').length;
      const lines = changed.length === 0 ? [`no change, ${good} of ${now.size} hosts answer`] : changed;
      await print(() => lines.map((line) => `${at} ${line}`).join('\n'));
    }
    before = now;
    await pause(flags.watch * 1000);
  }
}

function statesOf({ endpoints, findings }: ConnectivityJson): ReadonlyMap<string, string> {
  return new Map(
    endpoints.map(({ host, port, ok, stages }) => {
      const code = findings.find(({ where, severity }) => where?.name === host && severity === 'error')?.code;
      return [`${host}:${port}`, ok === true ? 'ok' : (code ?? `failed at ${stages.at(-1)?.stage}`)];
    }),
  );
}

function changes(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  return [...now].flatMap(([host, state]) => {
    const old = before.get(host);
    return old === state ? [] : [`${host}: ${old ?? 'new'}, now ${state}`];
  });
}
