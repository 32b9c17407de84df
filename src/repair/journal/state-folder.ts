/** The folder for state that outlives a run: `PPMI_STATE_DIR`, else the system's folder for state. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * XDG Base Directory Specification 0.8: a relative `XDG_STATE_HOME` is invalid and ignored.
 * @param environment variables, as in `process.env`
 */
export function stateFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const own = environment.PPMI_STATE_DIR;
  if (own !== undefined && own !== '') return own;
  if (platform === 'win32') return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'ppmi');
  const xdg = environment.XDG_STATE_HOME;
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'state'), 'ppmi');
}
