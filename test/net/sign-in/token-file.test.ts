import { expect } from 'chai';
import type { PpmiError } from '../../../src/domain/errors.ts';
import { acquireFromTokens } from '../../../src/net/sign-in/token-file.ts';

const part = (data: object) => Buffer.from(JSON.stringify(data)).toString('base64url');
const jwt = (aud: unknown, exp?: number) => `${part({ alg: 'none' })}.${part({ aud, exp })}.canary`;
const at = (iso: string) => Date.parse(iso) / 1000;
const now = () => Date.parse('2026-01-01T00:00:00Z');

const outcome = (tokens: readonly string[], scope: string) =>
  acquireFromTokens(
    tokens,
    now,
  )(scope).then(
    ({ accessToken }) => accessToken,
    ({ id, args }: PpmiError) => `${id}: ${args.detail}`,
  );

describe('tokens from a file', () => {
  const graph = jwt('00000003-0000-0000-c000-000000000000');
  const dataverse = jwt('https://contoso.crm4.dynamics.com/');
  const arm = jwt('https://management.core.windows.net/');
  const all = [graph, dataverse, arm];

  for (const [scope, token] of [
    ['https://graph.microsoft.com/.default', graph],
    ['https://contoso.crm4.dynamics.com/.default', dataverse],
    ['https://management.core.windows.net//.default', arm],
    ['https://management.azure.com/.default', arm],
  ] as const) {
    it(`serve ${scope}`, async () => expect(await outcome(all, scope)).to.equal(token));
  }

  it('are never sent to another audience; the error names the available ones', async () => {
    const said = await outcome([dataverse], 'https://fabrikam.crm4.dynamics.com/.default');
    expect(said).to.equal(
      'sign-in-missing: --sign-in-token-file has no token for https://fabrikam.crm4.dynamics.com; its tokens are for https://contoso.crm4.dynamics.com',
    );
  });

  it('that have expired are not sent', async () => {
    const old = jwt('https://contoso.crm4.dynamics.com', at('2025-12-31T23:00:00Z'));
    const scope = 'https://contoso.crm4.dynamics.com/.default';
    expect(await outcome([old], scope)).to.match(/^sign-in-failed: .* ended at 2025-12-31T23:00:00.000Z$/);
    const good = jwt('https://contoso.crm4.dynamics.com', at('2026-01-01T01:00:00Z'));
    expect(await outcome([old, good], scope)).to.equal(good);
  });

  it('that are not JWTs are rejected without printing them', () => {
    expect(() => acquireFromTokens(['canary'])).to.throw(/^(?!.*canary).*no access token/);
  });
});
