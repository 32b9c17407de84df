import { expect } from 'chai';
import rightRecord from '../../../../src/diagnosis/checks/identity/right-record.ts';
import type { Facts } from '../../../../src/domain/facts.ts';
import { component, credential, facts, ids, record, trust } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

describe('identity/right-record', () => {
  const elsewhere = (fitting = trust(2)): Partial<Facts> => ({
    otherCredentials: [
      { applicationId: ids.otherApplication, credentials: [credential('right', fitting)], sameSigner: false },
    ],
  });
  const free = { ...record, id: 'f', applicationId: ids.otherApplication };

  const components = [component, { ...component, id: 'c', managedIdentityId: 'f' }];

  it('reports the record to bind if one names the application with the right credential', () => {
    expect(namesOf(rightRecord, { ...elsewhere(), records: [record, free] })).to.deep.equal(['binding-other-record']);
    const result = rightRecord.run({ ...facts, ...elsewhere(), records: [record, free] }, {});
    expect(Array.isArray(result) && result[0]?.remedy).to.deep.equal({ action: 'bind-record', recordId: 'f' });
  });

  it('reports the credential if no free record names its application', () => {
    const given = { ...facts, ...elsewhere(), records: [record, free], components };
    expect(namesOf(rightRecord, given)).to.deep.equal(['fic-on-other-app']);
    const result = rightRecord.run(given, {});
    expect(Array.isArray(result) && result[0]?.remedy).to.deep.equal({ action: 'bind-record', recordId: 'f' });
  });

  it('reports nothing where its own identity has one meant for it, unless another component relies on that', () => {
    const subject = `/eid1/c/pub/t/t/a/a/n/plugin/e/${ids.environment}/h/${'a'.repeat(64)}`;
    const expected = trust(2, { subject });
    const wrong = credential('own', { ...expected, issuer: 'https://login.example.com' });
    const own: Partial<Facts> = {
      ...elsewhere(expected),
      records: [record, free],
      components,
      expectedTrust: { version: 2, trusts: [expected] },
      federatedCredentials: { system: 'graph', url: '', credentials: [wrong] },
    };
    expect(namesOf(rightRecord, own)).to.deep.equal([]);
    expect(namesOf(rightRecord, { ...own, federatedCredentials: null }), 'none of its own').to.deep.equal([
      'fic-on-other-app',
    ]);
    const others = (relied: readonly string[], unclear: readonly string[] = []) => ({ relied, unclear });
    expect(namesOf(rightRecord, { ...own, othersCredentials: others(['own']) })).to.deep.equal(['fic-on-other-app']);
    expect(namesOf(rightRecord, { ...own, othersCredentials: others([], ['own']) }), 'can be no other’s').to.deep.equal(
      [],
    );
  });

  it('cannot judge where a component that was not read may rely on the only near miss of its own identity', () => {
    const subject = `/eid1/c/pub/t/t/a/a/n/plugin/e/${ids.environment}/h/${'a'.repeat(64)}`;
    const expected = trust(2, { subject });
    const there = credential(
      'there',
      trust(2, { subject: subject.replace(ids.environment, '0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77') }),
    );
    const given: Partial<Facts> = {
      ...elsewhere(expected),
      records: [record, free],
      components,
      expectedTrust: { version: 2, trusts: [expected] },
      federatedCredentials: { system: 'graph', url: '', credentials: [there] },
    };
    const unclear = { relied: [], unclear: ['there'] };
    expect(namesOf(rightRecord, { ...given, othersCredentials: unclear })).to.equal('inconclusive');
    expect(namesOf(rightRecord, { ...given, ...elsewhere(trust(2)), othersCredentials: unclear })).to.deep.equal([]);
  });

  it('reports the record of an unused application that has a credential for this plug-in with a mistake', () => {
    const subject = `/eid1/c/pub/t/t/a/a/n/plugin/e/${ids.environment}/h/${'a'.repeat(64)}`;
    const expected = trust(2, { subject });
    const given: Partial<Facts> = {
      ...elsewhere(trust(2, { subject, issuer: 'https://login.example.com' })),
      expectedTrust: { version: 2, trusts: [expected] },
      federatedCredentials: { system: 'graph', url: '', credentials: [] },
      records: [record, free],
    };
    expect(namesOf(rightRecord, given)).to.deep.equal(['binding-other-record']);
    expect(namesOf(rightRecord, { ...given, components }), 'in use').to.deep.equal([]);
    const own = credential('own', trust(2, { subject, audience: 'api://other' }));
    const near: Partial<Facts> = { ...given, federatedCredentials: { system: 'graph', url: '', credentials: [own] } };
    expect(namesOf(rightRecord, near), 'its own is near').to.deep.equal([]);
  });

  it('cannot judge where the credentials of another identity could not be read', () => {
    const otherCredentials = [{ applicationId: ids.otherApplication, credentials: null, sameSigner: false }];
    expect(namesOf(rightRecord, { otherCredentials })).to.equal('inconclusive');
  });

  it('does not apply without a record, or where its version is not known', () => {
    const identity = { state: 'missing', record: null, candidates: [] } as const;
    expect(namesOf(rightRecord, { ...elsewhere(), identity })).to.equal('not-applicable');
    const expectedTrust = { ...facts.expectedTrust, version: null };
    expect(namesOf(rightRecord, { ...elsewhere(), expectedTrust })).to.equal('not-applicable');
  });

  it('cannot judge where the credentials of one of several other identities could not be read', () => {
    const readable = { applicationId: ids.application, credentials: [], sameSigner: false };
    const otherCredentials = [
      readable,
      { applicationId: ids.otherApplication, credentials: null, sameSigner: false },
      readable,
    ];
    expect(namesOf(rightRecord, { otherCredentials, registeredFile: null }), 'without a file').to.equal('inconclusive');
    const none: Partial<Facts> = { federatedCredentials: { system: 'graph', url: '', credentials: [] } };
    expect(namesOf(rightRecord, { ...none, otherCredentials })).to.equal('inconclusive');
  });

  it('requires an exact match, and reports nothing for an unpredictable subject', () => {
    expect(namesOf(rightRecord, elsewhere(trust(2, { audience: 'api://other' })))).to.deep.equal([]);
    const unknown = { expectedTrust: { version: 2, trusts: [trust(2, { subject: null })] } } as const;
    expect(namesOf(rightRecord, { ...elsewhere(), ...unknown })).to.equal('not-applicable');
  });
});
