import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Profile } from '../../src/cli/profile/profile.ts';
import { type Extensions, plainFileCache, profileCache } from '../../src/cli/profile/token-cache.ts';

const profile: Profile = {
  name: 'contoso',
  cloud: 'public',
  azureCloud: null,
  method: 'device-code',
  tenant: 't',
  clientId: 'c',
  certificateFile: null,
  assertionFile: null,
  tokenFile: null,
  environment: null,
  tokenCache: 'system',
};

describe('the token cache of a profile', () => {
  const notices: string[] = [];
  const of = (changes: Partial<Profile>, load: () => Extensions | null) =>
    profileCache({ signedInBy: { ...profile, ...changes } }, (text) => notices.push(text), load);
  const nothing = () => null;

  it('is memory, and says so, where the extension is not installed', async () => {
    expect(await of({}, nothing)).to.equal(undefined);
    expect(notices.join()).to.match(/in memory.*@azure\/msal-node-extensions/);
  });

  it('is for a person only, and memory without a word where that was asked for', async () => {
    notices.length = 0;
    expect(await of({ method: 'client-secret' }, nothing)).to.equal(undefined);
    expect(await of({ tokenCache: 'memory' }, nothing)).to.equal(undefined);
    expect(await profileCache({}, (text) => notices.push(text), nothing)).to.equal(undefined);
    expect(notices).to.deep.equal([]);
  });

  it("is the system's where the extension is installed, never its plain fallback", async () => {
    const asked: { usePlaintextFileOnLinux: boolean; dataProtectionScope: string }[] = [];
    class PersistenceCachePlugin {
      async beforeCacheAccess() {}
      async afterCacheAccess() {}
    }
    const extensions: Extensions = {
      PersistenceCreator: {
        async createPersistence(options) {
          asked.push(options);
          return {};
        },
      },
      PersistenceCachePlugin,
    };
    expect(await of({}, () => extensions)).to.be.instanceOf(PersistenceCachePlugin);
    expect(asked[0]).to.include({ usePlaintextFileOnLinux: false, dataProtectionScope: 'CurrentUser' });
  });

  it('in a plain file is for the user alone, and comes back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ppmi-cache-'));
    try {
      const file = join(folder, 'tokens.json');
      const read: string[] = [];
      const context = (cacheHasChanged: boolean) =>
        ({
          cacheHasChanged,
          tokenCache: { serialize: () => '{"a":1}', deserialize: (text: string) => read.push(text) },
        }) as never;
      const cache = plainFileCache(file);
      await cache.beforeCacheAccess(context(false));
      await cache.afterCacheAccess(context(false));
      expect(existsSync(file)).to.equal(false);
      await cache.afterCacheAccess(context(true));
      expect(statSync(file).mode & 0o777).to.equal(0o600);
      await cache.beforeCacheAccess(context(false));
      expect(read).to.deep.equal(['{}', '{"a":1}']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
