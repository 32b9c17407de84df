import { expect } from 'chai';
import type { PpmiError } from '../../src/domain/errors.ts';
import { createRedactor } from '../../src/domain/redact.ts';
import { type Emulator, type RequestLine, startEmulator } from '../../src/emulator/emulator.ts';
import { buildScenario } from '../../src/emulator/scenarios/index.ts';
import { createHttp, type Http } from '../../src/net/http.ts';
import { emulatedTarget } from '../../src/session/emulated-target.ts';
import { createServiceClientsOpener } from '../../src/session/service-clients.ts';
import type { ArmSource } from '../../src/sources/sources.ts';

describe('the credentials of a user-assigned managed identity', () => {
  let emulator: Emulator;
  let http: Http;
  let arm: ArmSource;
  let lines: RequestLine[];
  let resourceId: string;

  beforeEach(async () => {
    const { world, environmentUrl } = buildScenario('healthy-v2-issued,kind=uami');
    lines = [];
    emulator = await startEmulator(world, { onRequest: (line) => lines.push(line) });
    const emulated = { emulated: { proxyUrl: emulator.proxyUrl, caPem: emulator.caPem } };
    const redactor = createRedactor();
    http = createHttp({ redactor, environment: {}, ...emulated });
    const context = { http, redactor, target: emulatedTarget(emulator), notify: () => {}, close: http.close };
    arm = (await createServiceClientsOpener({}, context)(world.cloud, environmentUrl)).directory.arm;
    const [subscription] = world.subscriptions;
    const [identity] = subscription?.identities ?? [];
    resourceId = `/subscriptions/${subscription?.id}/resourceGroups/${identity?.resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identity?.name}`;
  });
  afterEach(async () => {
    await http.close();
    await emulator.close();
  });

  it('are one request', async () => {
    const found = await arm.credentials(resourceId);
    expect(found?.credentials.length).to.equal(1);
    expect(lines.filter(({ host }) => host === 'management.azure.com').length).to.equal(1);
  });

  it('are null if the identity does not exist', async () => {
    expect(await arm.credentials(`${resourceId}-gone`)).to.equal(null);
  });

  it('do not prove that the identity is missing if only they return 404', async () => {
    const path = '/federatedIdentityCredentials$';
    emulator.world.wire.push({ host: 'management.azure.com', path, kind: 'status', value: 404 });
    const error = await arm.credentials(resourceId).then(
      () => null,
      (reason: PpmiError) => reason,
    );
    expect(error?.id).to.equal('answer-malformed');
  });

  it('may be blocked by an administrator, which a cloud that lags behind does not tell', async () => {
    const path = '/userAssignedIdentities/[^/]+$';
    emulator.world.wire.push({ host: 'management.azure.com', path, kind: 'status', value: 400 });
    expect(await arm.identity(resourceId)).to.deep.equal({ id: resourceId, federationBlocked: null });
  });

  it('reports a subscription that is not visible as a refusal, not as a missing identity', async () => {
    const elsewhere = resourceId.replace(/subscriptions\/[^/]+/, 'subscriptions/00000000-0000-4000-8000-000000000000');
    const error = await arm.credentials(elsewhere).then(
      () => null,
      (reason: PpmiError) => reason,
    );
    expect(error?.id).to.equal('refused');
    expect(error?.args.detail).to.match(/404 SubscriptionNotFound: .*; the subscription may be in another tenant/);
  });
});
