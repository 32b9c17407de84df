import { expect } from 'chai';
import { createFactStore, defineFact } from '../../../src/diagnosis/facts/fact-store.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import type { Sources } from '../../../src/sources/sources.ts';

const sources = {} as Sources;
const permission = { required: 'Application.Read.All', grantedBy: 'an administrator' };
const refused = defineFact({
  name: 'applications',
  dependsOn: [],
  permission,
  read: async () => {
    throw new PpmiError('refused', { detail: 'graph answered 403' });
  },
});
const rests = defineFact({
  name: 'federatedCredentials',
  dependsOn: ['applications'],
  permission,
  read: async () => null,
});

describe('gathering facts', () => {
  it('reads each fact once for all checks', async () => {
    let reads = 0;
    const now = defineFact({
      name: 'now',
      dependsOn: [],
      permission: null,
      read: async () => {
        reads += 1;
        return new Date(0);
      },
    });
    const gather = createFactStore([now], sources);
    await Promise.all([gather('now'), gather('now'), gather('now')]);
    expect(reads).to.equal(1);
  });

  it('reports why a fact could not be read, with the permission and who grants it', async () => {
    const reading = await createFactStore([refused], sources)('applications');
    if (reading.ok) throw new Error('read');
    expect(reading.unread.fact).to.equal('applications');
    expect(reading.unread.error.id).to.equal('refused');
    expect(reading.unread.error.args).to.deep.equal({
      detail: 'graph answered 403',
      permission: permission.required,
      who: permission.grantedBy,
    });
  });

  for (const [what, more, required] of [
    ['the service knows what it wants', {}, 'membership of the environment'],
    ['only the reader knows what was read', { vague: 1 }, 'Application.Read.All'],
  ] as const) {
    it(`names the permission that ${what}`, async () => {
      const refusal = { permission: 'membership of the environment', who: 'its administrator', ...more };
      const read = async () => {
        throw new PpmiError('refused', refusal);
      };
      const reading = await createFactStore(
        [defineFact({ name: 'applications', dependsOn: [], permission, read })],
        sources,
      )('applications');
      expect(reading.ok ? null : reading.unread.error.args.permission).to.equal(required);
    });
  }

  it('keeps the error of the source, and names no permission if none would help', async () => {
    const thrown = new PpmiError('host-not-allowed', { host: 'evil.example', detail: 'no host of the cloud' });
    const elsewhere = defineFact({
      name: 'applications',
      dependsOn: [],
      permission,
      read: async () => {
        throw thrown;
      },
    });
    const reading = await createFactStore([elsewhere], sources)('applications');
    expect(reading.ok ? null : reading.unread.error).to.equal(thrown);
  });

  it('names the root cause for every fact that depends on an unread one', async () => {
    const reading = await createFactStore([rests, refused], sources)('federatedCredentials');
    expect(reading).to.deep.include({ ok: false });
    expect(reading.ok ? null : reading.unread.fact).to.equal('applications');
  });

  it('passes each fact what it depends on', async () => {
    const given = defineFact({
      name: 'directory',
      dependsOn: [],
      permission: null,
      read: async () => ({ tenantId: 't' }),
    });
    const resting = defineFact({
      name: 'recordSolution',
      dependsOn: ['directory'],
      permission: null,
      read: async (_sources, { directory }) => directory.tenantId,
    });
    const reading = await createFactStore([resting, given], sources)('recordSolution');
    expect(reading).to.deep.equal({ ok: true, value: 't' });
  });

  it('throws for a fact that nothing reads, and for an error that is no reason to leave a fact unread', async () => {
    const wrong = defineFact({
      name: 'now',
      dependsOn: [],
      permission: null,
      read: async () => {
        throw new PpmiError('usage', { detail: 'wrong flag' });
      },
    });
    const messageOf = (name: 'now' | 'records') =>
      createFactStore([wrong], sources)(name).catch((error: unknown) => (error as Error).message);
    expect(await messageOf('records')).to.equal('no reader for the fact records');
    expect(await messageOf('now')).to.contain('wrong flag');
  });

  it('throws an unexpected error instead of making it an unread fact', async () => {
    const broken = defineFact({
      name: 'now',
      dependsOn: [],
      permission: null,
      read: async () => {
        throw new TypeError('a bug');
      },
    });
    let thrown: unknown;
    await createFactStore(
      [broken],
      sources,
    )('now').catch((error: unknown) => {
      thrown = error;
    });
    expect(thrown).to.be.instanceOf(TypeError);
  });
});
