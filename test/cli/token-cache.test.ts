import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICachePlugin } from '@azure/msal-node';
import { expect } from 'chai';
import type { PpmiError } from '../../src/domain/errors.ts';
import { createRedactor } from '../../src/domain/redact.ts';
import type { Profile } from '../../src/session/profile/profile.ts';
import { tokenFileOf } from '../../src/session/profile/store.ts';
import {
  type Extensions,
  forgetTokens,
  type Persistence,
  plainFileCache,
  profileCache,
} from '../../src/session/profile/token-cache.ts';

const profile: Profile = {
  name: 'contoso',
  cloud: 'public',
  azureCloud: null,
  method: 'device-code',
  tenant: 't',
  clientId: 'c',
  certificateFile: null,
  passwordFile: null,
  assertionFile: null,
  tokenFile: null,
  environment: null,
  tokenCache: 'system',
};

describe('the token cache of a profile', () => {
  let folder: string;
  let before: string | undefined;
  let notices: string[];
  const redactor = createRedactor();
  const notice = (text: string) => void notices.push(text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-cache-'));
    before = process.env.XDG_CONFIG_HOME;
    process.env.XDG_CONFIG_HOME = folder;
    notices = [];
  });
  afterEach(() => {
    if (before === undefined) delete process.env.XDG_CONFIG_HOME;
    else process.env.XDG_CONFIG_HOME = before;
    rmSync(folder, { recursive: true });
  });

  /** A system's store, as `@azure/msal-node-extensions` offers it; `broken`: what it throws. */
  function store(broken: Partial<Record<'create' | 'load' | 'save' | 'delete', Error>> = {}) {
    const asked: { usePlaintextFileOnLinux: boolean; dataProtectionScope: string }[] = [];
    const held = { text: null as string | null };
    const trip = (where: keyof typeof broken) => {
      const error = broken[where];
      if (error !== undefined) throw error;
    };
    class PersistenceCachePlugin implements ICachePlugin {
      async beforeCacheAccess({ tokenCache }: Parameters<ICachePlugin['beforeCacheAccess']>[0]) {
        trip('load');
        tokenCache.deserialize(held.text ?? '{}');
      }
      async afterCacheAccess({ tokenCache }: Parameters<ICachePlugin['afterCacheAccess']>[0]) {
        trip('save');
        held.text = tokenCache.serialize();
      }
    }
    const extensions: Extensions = {
      PersistenceCreator: {
        async createPersistence(options): Promise<Persistence> {
          trip('create');
          asked.push(options);
          return {
            async delete() {
              trip('delete');
              held.text = null;
              return true;
            },
          };
        },
      },
      PersistenceCachePlugin,
    };
    return { asked, held, load: () => extensions };
  }
  const contextOf = (text: string, cacheHasChanged = true) => {
    const tokenCache = {
      text,
      serialize: () => tokenCache.text,
      deserialize: (next: string) => (tokenCache.text = next),
    };
    return { cacheHasChanged, tokenCache } as never;
  };
  const of = (changes: Partial<Profile>, load: () => Extensions | null) =>
    profileCache({ ...profile, ...changes }, { redactor, notice, load });
  const nothing = () => null;
  const failing = (name: string, message: string, code?: string) => Object.assign(new Error(message), { name, code });

  it('falls back to memory and says so if the extension is not installed', async () => {
    expect(await of({}, nothing)).to.equal(undefined);
    expect(notices.join()).to.match(/in memory.*@azure\/msal-node-extensions is not installed/);
  });

  it('is used for interactive sign-ins only, and stays in memory silently if requested', async () => {
    expect(await of({ method: 'client-secret' }, nothing)).to.equal(undefined);
    expect(await of({ tokenCache: 'memory' }, nothing)).to.equal(undefined);
    expect(await profileCache(undefined, { redactor, notice, load: nothing })).to.equal(undefined);
    expect(notices).to.deep.equal([]);
  });

  it('uses the store of the system if the extension is installed, never its plain fallback', async () => {
    const { asked, held, load } = store();
    const cache = await of({}, load);
    await cache?.afterCacheAccess(contextOf('{"a":1}'));
    expect(held.text).to.equal('{"a":1}');
    expect(asked[0]).to.include({ usePlaintextFileOnLinux: false, dataProtectionScope: 'CurrentUser' });
  });

  // What an SSH session without a keyring, a machine without libsecret and npm without install scripts really said.
  for (const [what, error] of Object.entries({
    'has no keyring': failing(
      'PersistenceError',
      'CachePersistenceError: Cannot autolaunch D-Bus without X11 $DISPLAY',
    ),
    'lacks libsecret': failing('Error', 'libsecret-1.so.0: cannot open shared object file', 'ERR_DLOPEN_FAILED'),
    'has not built keytar': failing(
      'Error',
      "Cannot find module '../build/Release/keytar.node'\nRequire stack:",
      'MODULE_NOT_FOUND',
    ),
  })) {
    it(`falls back to memory and says why if the system ${what}`, async () => {
      const [line = ''] = error.message.split('\n');
      const broken = () => {
        throw error;
      };
      expect(await of({}, error.name === 'Error' ? broken : store({ create: error }).load)).to.equal(undefined);
      expect(notices.length).to.equal(1);
      expect(notices[0]).to.contain('in memory').and.to.contain(line).and.not.to.contain('stack');
    });
  }

  it('continues in memory after a failure, and says so once', async () => {
    const locked = failing('PersistenceError', 'GnomeKeyringError: the keyring is locked');
    const cache = await of({}, store({ load: locked, save: locked }).load);
    await cache?.beforeCacheAccess(contextOf('{}'));
    await cache?.afterCacheAccess(contextOf('{}'));
    expect(notices).to.deep.equal([
      'The sign-in is kept in memory only and ends with this run: GnomeKeyringError: the keyring is locked',
    ]);
  });

  it('does not report a bug as a problem of the system', async () => {
    const cache = await of({}, store({ load: new TypeError('undefined is not a function') }).load);
    const error = await cache?.beforeCacheAccess(contextOf('{}')).then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error).to.be.instanceOf(TypeError);
  });

  it('keeps the tokens of an earlier run out of every output', async () => {
    const { held, load } = store();
    held.text = JSON.stringify({
      RefreshToken: { a: { secret: 'canary-refresh' } },
      AccessToken: { b: { secret: 'canary-access' } },
    });
    await (await of({}, load))?.beforeCacheAccess(contextOf('{}'));
    expect(redactor.redact('canary-refresh canary-access')).to.equal('[redacted] [redacted]');
  });

  it('in a plain file is readable only by the user, and is read again', async () => {
    const file = join(folder, 'tokens.json');
    const cache = plainFileCache(file);
    const empty = contextOf('', false);
    await cache.beforeCacheAccess(empty);
    await cache.afterCacheAccess(empty);
    expect(existsSync(file)).to.equal(false);
    await cache.afterCacheAccess(contextOf('{"a":1}'));
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(readdirSync(folder)).to.deep.equal(['tokens.json']);
    const again = contextOf('', false);
    await cache.beforeCacheAccess(again);
    expect((again as { tokenCache: { text: string } }).tokenCache.text).to.equal('{"a":1}');
  });

  it('reports the path of a damaged plain file', async () => {
    const cache = await of({ tokenCache: 'plain-file' }, nothing);
    await cache?.afterCacheAccess(contextOf('{"a":'));
    const error = await cache?.beforeCacheAccess(contextOf('{}')).then(
      () => null,
      (reason: PpmiError) => reason,
    );
    expect(error?.id).to.equal('sign-in-failed');
    expect(error?.args.detail).to.contain(tokenFileOf('contoso'));
  });

  describe('is deleted', () => {
    /** The system's stores leave such a file where they have kept something. */
    const mark = async () => {
      await plainFileCache(tokenFileOf('contoso')).afterCacheAccess(contextOf('{}'));
    };

    it('from the file and from the store of the system', async () => {
      const { held, load } = store();
      held.text = 'tokens';
      await mark();
      await forgetTokens(profile, { notice, load });
      expect(held.text).to.equal(null);
      expect(existsSync(tokenFileOf('contoso'))).to.equal(false);
      expect(notices).to.deep.equal([]);
    });

    it('silently if nothing was stored', async () => {
      await forgetTokens(profile, { notice, load: nothing });
      expect(notices).to.deep.equal([]);
    });

    it('deletes what it can and reports what remains', async () => {
      await mark();
      await forgetTokens(profile, { notice, load: nothing });
      await mark();
      const locked = failing('PersistenceError', 'GnomeKeyringError: the keyring is locked');
      await forgetTokens(profile, { notice, load: store({ delete: locked }).load });
      expect(notices).to.deep.equal([
        `Could not delete the sign-in of "contoso" from the system's store: @azure/msal-node-extensions is no longer installed next to ppmi.`,
        `Could not delete the sign-in of "contoso" from the system's store: GnomeKeyringError: the keyring is locked`,
      ]);
    });
  });
});
