/** For the programs that use a fetched library: what they were told, and one line for each call that they made. */
import { readFileSync } from 'node:fs';

/** Names and secrets of the set-up; nothing about proxies or certificates is in it. */
export const setup = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** @param work what was seen is what it returns; throws where the call did not go as it must */
export async function call(name, work) {
  try {
    say({ name, ok: true, detail: await work() });
  } catch (error) {
    say({ name, ok: false, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function say(line) {
  console.log(JSON.stringify(line));
}

/** What the platform would present for the plug-in now. */
export async function assertion() {
  const response = await fetch('https://emulator.ppmi.internal/assertion', { method: 'POST' });
  return (await response.json()).assertion;
}
