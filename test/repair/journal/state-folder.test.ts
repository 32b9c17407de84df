import { expect } from 'chai';
import { stateFolder } from '../../../src/repair/journal/state-folder.ts';

describe('the state folder', () => {
  const rows: readonly [string, Record<string, string>, NodeJS.Platform, string][] = [
    ['PPMI_STATE_DIR comes first', { PPMI_STATE_DIR: '/elsewhere', XDG_STATE_HOME: '/x' }, 'linux', '/elsewhere'],
    ['XDG_STATE_HOME', { XDG_STATE_HOME: '/x' }, 'linux', '/x/ppmi'],
    ['a relative XDG_STATE_HOME is ignored', { XDG_STATE_HOME: 'x' }, 'linux', '/home/mara/.local/state/ppmi'],
    ['an empty variable is none', { PPMI_STATE_DIR: '', XDG_STATE_HOME: '' }, 'darwin', '/home/mara/.local/state/ppmi'],
    ['its usual folder, where Windows does not name it', {}, 'win32', '/home/mara/AppData/Local/ppmi'],
    ['LOCALAPPDATA on Windows', { LOCALAPPDATA: '/l', XDG_STATE_HOME: '/x' }, 'win32', '/l/ppmi'],
  ];
  for (const [title, environment, platform, expected] of rows) {
    it(title, () => {
      expect(stateFolder(environment, platform, '/home/mara').replaceAll('\\', '/')).to.equal(expected);
    });
  }
});
