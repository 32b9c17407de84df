import { expect } from 'chai';
import type { PpmiError } from '../../../src/domain/errors.ts';
import { createRedactor } from '../../../src/domain/redact.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import { createHttp, type Http } from '../../../src/net/http.ts';
import { openerOf } from '../../../src/net/sign-in/open-browser.ts';
import { createTokenProvider } from '../../../src/net/sign-in/token-provider.ts';

describe('sign-in by browser', () => {
  let emulator: Emulator;
  let http: Http;
  let opened: URL[];
  const redactor = createRedactor();

  beforeEach(async () => {
    opened = [];
    emulator = await startEmulator(buildWorld('healthy-v1-self-signed'));
    const { proxyUrl, caPem } = emulator;
    http = createHttp({ redactor, environment: {}, emulated: { proxyUrl, caPem } });
  });
  afterEach(async () => {
    await http.close();
    await emulator.close();
  });

  /** What a browser does: loads the page, sends its form to this machine. */
  async function signIn(url: string): Promise<void> {
    opened.push(new URL(url));
    const { text } = await http.request({ method: 'GET', url, system: 'browser', expect: 'text' });
    const plain = (html = '') => html.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
    const [, action] = /<form method="post" action="([^"]+)"/.exec(text) ?? [];
    const fields = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const body = new URLSearchParams(Object.fromEntries(fields.map(([, name, value]) => [plain(name), plain(value)])));
    await fetch(plain(action), { method: 'POST', body });
  }

  it('receives the code on this machine, once for all resources, with PKCE', async () => {
    const { tenantId, clientId } = emulator.world.operator;
    const credential = createTokenProvider({
      http,
      redactor,
      cloud: 'public',
      signIn: { method: 'browser', tenantId, clientId, open: signIn, terminal: () => () => {} },
    });
    const tokens = await Promise.all(
      ['https://graph.microsoft.com', 'https://management.azure.com'].map((origin) =>
        credential.getToken({ scope: `${origin}/.default`, origin }),
      ),
    );
    const answer = await http.request({
      method: 'GET',
      url: 'https://graph.microsoft.com/v1.0/applications',
      system: 'graph',
      ...(tokens[0] === undefined ? {} : { token: tokens[0] }),
    });
    expect(answer.status).to.equal(200);
    expect(opened).to.have.length(1);
    const asked = opened[0]?.searchParams;
    expect(asked?.get('redirect_uri')).to.match(/^http:\/\/localhost:\d+/);
    expect(asked?.get('code_challenge_method')).to.equal('S256');
  });

  it('opens no page if the network does not lead to the login host, and names the cause', async () => {
    const { tenantId, clientId } = emulator.world.operator;
    const dead = createHttp({ redactor, environment: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
    const open = async (url: string) => void opened.push(new URL(url));
    const signIn = { method: 'browser', tenantId, clientId, open, terminal: () => () => {} } as const;
    const credential = createTokenProvider({ http: dead, redactor, cloud: 'public', signIn });
    const origin = 'https://graph.microsoft.com';
    const error = await credential.getToken({ scope: `${origin}/.default`, origin }).then(
      () => expect.fail('signed in'),
      (thrown: PpmiError) => thrown,
    );
    await dead.close();
    expect([error.finding?.name, opened.length]).to.deep.equal(['proxy-refuses-connection', 0]);
  });

  for (const [platform, program] of [
    ['linux', 'xdg-open'],
    ['darwin', 'open'],
    ['win32', 'rundll32'],
  ] as const) {
    it(`opens by ${program} on ${platform}, without a shell`, () => expect(openerOf(platform)[0]).to.equal(program));
  }
});
