/** `connectivity --watch`: repeats the test and prints what changed. */
import { setTimeout as pause } from 'node:timers/promises';
import { type ConnectivityJson, hostOf } from '../../render/json/connectivity.ts';
import type { Style } from '../../render/style.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { type ConnectivityOptions, testOnce } from './connectivity.ts';

interface Output {
  readonly version: string;
  readonly print: (text: (style: Style) => string | Promise<string>) => Promise<void>;
  readonly printJson: (value: unknown) => void;
}

/** Runs until interrupted, like `watch` and `ping`. */
export async function watchConnectivity(
  context: CommandContext,
  flags: ConnectivityOptions & { readonly watch: number },
  { version, print, printJson }: Output,
): Promise<null> {
  const opened = await context.openHttpContext(flags);
  let before: ReadonlyMap<string, string> | null = null;
  for (;;) {
    const { result, text } = await testOnce(context, flags, opened, { version, first: before === null });
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

/** By host; one that is asked for several things is as good as the worst of them. */
export function statesOf({ endpoints, findings }: ConnectivityJson): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  for (const { host, port, ok, stages, proxy } of endpoints) {
    const key = `${host}:${port}`;
    const via = proxy === null ? null : hostOf(proxy);
    const about = (name: string | null) => findings.find(({ where }) => where?.name === name)?.code;
    const state = ok === true ? 'ok' : (about(host) ?? about(via) ?? `failed at ${stages.at(-1)?.stage}`);
    if ((states.get(key) ?? 'ok') === 'ok') states.set(key, state);
  }
  return states;
}

export function changes(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  return [...now].flatMap(([host, state]) => {
    const old = before.get(host);
    return old === state ? [] : [`${host}: ${old ?? 'new'}, now ${state}`];
  });
}
