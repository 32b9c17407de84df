import { expect } from 'chai';
import { createCommandContext, type OwnedCommandContext } from '../../src/session/command-context.ts';
import { bash } from '../shell.ts';
import { rejectedBy } from '../thrown.ts';

describe('the context of a command', () => {
  let context: OwnedCommandContext;
  beforeEach(() => {
    context = createCommandContext({ json: true, shell: bash, repeated: [], notify: () => {}, progress: () => {} });
  });
  afterEach(() => context.close());

  it('closes whatever was opened', async () => {
    const { target, http } = await context.openHttpContext({ emulate: 'healthy-v2-issued' });
    await context.close();
    expect(target.emulated).to.equal(true);
    const url = 'https://login.microsoftonline.com/common/discovery/keys';
    const error = await rejectedBy(() => http.request({ method: 'GET', url, system: 'entra' }));
    expect(error).to.be.instanceOf(Error);
  });

  it('closes the emulator of a session that cannot be opened', async () => {
    const flags = { emulate: 'healthy-v2-issued', environment: 'https://contoso.example' };
    expect((await rejectedBy(() => context.openSession(flags))).id).to.equal('cloud-unknown');
  });

  it('redacts the secrets of everything that was opened, and nothing where nothing was', async () => {
    const own = { text: 'client_secret=abcdef' };
    expect(context.redact(own)).to.equal(own);
    const { redactor } = await context.openHttpContext({});
    redactor.register('canary-s3cret');
    expect(context.redact({ text: 'it is canary-s3cret' })).to.deep.equal({ text: 'it is [redacted]' });
  });

  it('signs in to the emulator by itself, to a cloud and to an environment', async () => {
    const { cloudId } = await context.openCloudSession({ emulate: 'healthy-v2-issued,cloud=gcchigh' });
    expect(cloudId).to.equal('gcchigh');
    const session = await context.openSession({ emulate: 'healthy-v2-issued' });
    expect((await session.sources().dataverse.environment()).url).to.equal(session.environmentUrl);
  });
});
