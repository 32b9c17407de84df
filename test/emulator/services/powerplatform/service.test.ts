import { expect } from 'chai';
import { powerPlatformService } from '../../../../src/emulator/services/powerplatform/service.ts';
import { context, request, world } from '../../hand-made.ts';

describe('emulated Power Platform API', () => {
  it('gives the header that its probe looks for, without a token', async () => {
    const shown = world();
    expect(powerPlatformService.answers('api.powerplatform.com', shown)).to.equal(true);
    expect(powerPlatformService.answers('api.bap.microsoft.com', shown)).to.equal(false);
    const asked = request('GET', 'https://api.powerplatform.com/');
    const answer = await powerPlatformService.handle(asked, { ...context(shown), caller: () => null });
    expect(answer.status).to.equal(401);
    expect(answer.headers?.['x-ms-correlation-id']).to.match(/^[0-9a-f-]{36}$/);
  });
});
