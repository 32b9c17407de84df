/** For programs that use a downloaded library: their configuration, and one line of JSON per call. */
import { readFileSync } from 'node:fs';

/** Names and secrets of the sandbox; nothing about proxies or certificates. */
export const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** @param work returns what was observed; throws if the call did not behave as expected */
export async function call(name, work) {
  try {
    print({ name, ok: true, detail: await work() });
  } catch (error) {
    print({ name, ok: false, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function print(line) {
  console.log(JSON.stringify(line));
}

/** What the platform would present for the plug-in now. */
export async function assertion() {
  const response = await fetch('https://emulator.ppmi.internal/assertion', { method: 'POST' });
  return (await response.json()).assertion;
}
