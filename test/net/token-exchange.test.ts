import { expect } from 'chai';
import { createRedactor, type Redactor } from '../../src/domain/redact.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { buildWorld } from '../../src/emulator/scenarios/index.ts';
import { createHttp, type Http } from '../../src/net/http.ts';
import { exchangeAssertion, type TokenExchangeResult } from '../../src/net/token-exchange.ts';

describe('exchangeAssertion', () => {
  let emulator: Emulator;
  let http: Http;
  let redactor: Redactor;
  let assertion: string;

  async function exchange(scenario: string): Promise<TokenExchangeResult> {
    emulator = await startEmulator(buildWorld(scenario));
    redactor = createRedactor();
    http = createHttp({ redactor, environment: {}, emulated: { proxyUrl: emulator.proxyUrl, caPem: emulator.caPem } });
    const presented = await http.request({
      method: 'POST',
      url: 'https://emulator.ppmi.internal/assertion',
      system: 'emulator',
    });
    const { assertion: token, clientId } = presented.json as { assertion: string; clientId: string };
    assertion = token;
    const tenantId = emulator.world.operator.tenantId;
    const scope = 'https://vault.azure.net/.default';
    return exchangeAssertion({ http, redactor, cloud: 'public', tenantId, clientId, scope, assertion });
  }
  afterEach(async () => {
    await http.close();
    await emulator.close();
  });

  it('returns the claims of the issued token, never the token', async () => {
    const result = await exchange('healthy-v1-self-signed');
    expect(result.succeeded).to.equal(true);
    expect(result.error).to.equal(null);
    expect(result.claims).to.include({ aud: 'https://vault.azure.net', tid: emulator.world.operator.tenantId });
    expect(result.expiresOn).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(JSON.stringify(result)).to.not.match(/eyJ[\w-]+\.[\w-]+\./);
    expect(redactor.redact(assertion)).to.equal('[redacted]');
  });

  it("returns a refusal in Entra's words", async () => {
    const { succeeded, claims, error } = await exchange('fic-missing');
    expect([succeeded, claims]).to.deep.equal([false, null]);
    expect(error?.code).to.equal('invalid_client');
    expect(error?.message).to.match(/^AADSTS70\d+: /);
    expect(error?.raw).to.contain(error?.traceId ?? 'no trace id');
    expect(error?.raw).to.not.contain(assertion);
  });
});
