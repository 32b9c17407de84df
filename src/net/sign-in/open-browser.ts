/** Opens an address in the user's browser, with the tool of each system; no shell interprets the address. */
import { spawn } from 'node:child_process';
import { childEnvironment } from '../child-environment.ts';

/** Resolves when a program accepted the address, or none did; only the user sees whether a browser opened. */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): Promise<void> {
  const [program, ...args] = openerOf(platform);
  return new Promise((resolve) => {
    const options = { stdio: 'ignore', detached: true, windowsHide: true, env: childEnvironment() } as const;
    const child = spawn(program, [...args, url], options);
    child.once('error', () => resolve());
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

export function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return [platform === 'darwin' ? 'open' : 'xdg-open'];
}
