import { expect } from 'chai';
import type { Readings } from '../../../../src/diagnosis/check.ts';
import credentialMatches from '../../../../src/diagnosis/checks/trust/credential-matches.ts';
import { PpmiError } from '../../../../src/domain/errors.ts';
import type { Facts, FailedRun, FederatedCredential } from '../../../../src/domain/facts.ts';
import type { Trust } from '../../../../src/domain/trust/trust.ts';
import { makers, type Right, right } from '../../../domain/trust/subject/makers.ts';
import {
  fixed,
  otherSelfSigned,
  selfSignedOf,
  trustOf,
  trustsOf,
  withState,
} from '../../../domain/trust/subject/setups.ts';
import { certificate, facts, ids, record, signedFile, withRecord } from '../../../facts.ts';
import { refusedByEntra } from '../../../failed-runs.ts';

const signer = selfSignedOf(fixed);
const trusts = trustsOf(fixed, signer);
const own = right(trustOf(fixed, signer, 2));
const elsewhere = { ...fixed, environmentId: fixed.otherId };

function holds(id: string, claims: Partial<Right> = {}): FederatedCredential {
  const { issuer, subject, audience } = { ...own, ...claims };
  return { id, name: id, issuer, subject, audiences: [audience], description: null, url: '' };
}

const healthy: Facts = {
  ...facts,
  environment: { ...facts.environment, environmentId: fixed.environmentId, organizationId: fixed.organizationId },
  registeredFile: { ...signedFile, certificate: signer, chain: [signer] },
  expectedTrust: { version: 2, trusts },
};
const without: Facts['identity'] = { state: 'missing', record: null, candidates: [] };
const withCredentials = (...credentials: readonly FederatedCredential[]) => ({
  federatedCredentials: { system: 'graph' as const, url: '', credentials },
});

interface Used {
  readonly runs?: readonly FailedRun[];
  readonly relied?: readonly string[];
  readonly unclear?: readonly string[];
  readonly otherCredentials?: Facts['otherCredentials'];
  readonly records?: Facts['records'];
}

const unread = { ok: false, unread: { fact: 'records', error: new PpmiError('refused') } } as const;
const read = <T>(value: T) => ({ ok: true, value }) as const;

type Uses = Pick<Readings, 'recentErrors' | 'otherCredentials' | 'othersCredentials' | 'records' | 'components'>;

function run(more: Partial<Facts>, used: Used | 'unread' = {}, changed: Partial<Uses> = {}) {
  const readings: Uses =
    used === 'unread'
      ? {
          recentErrors: unread,
          otherCredentials: unread,
          othersCredentials: unread,
          records: unread,
          components: unread,
        }
      : {
          recentErrors: read(used.runs ?? []),
          otherCredentials: read(used.otherCredentials ?? []),
          othersCredentials: read({ relied: used.relied ?? [], unclear: used.unclear ?? [] }),
          records: read(used.records ?? healthy.records),
          components: read(healthy.components),
        };
  return credentialMatches.run({ ...healthy, ...more }, { ...readings, ...changed });
}

const findings = (result: ReturnType<typeof run>) => (Array.isArray(result) ? result : []);
const names = (result: ReturnType<typeof run>) => (Array.isArray(result) ? result.map(({ name }) => name) : result);
const actionsOf = (result: ReturnType<typeof run>) => findings(result).map(({ remedy }) => remedy?.action ?? null);
const reasonOf = (result: ReturnType<typeof run>) =>
  typeof result === 'object' && 'inconclusive' in result ? result.inconclusive : null;
const mistaken = (name: keyof typeof makers) => holds(name, makers[name].make(own, fixed));

describe('trust/credential-matches', () => {
  it('passes with the right credential, whatever else the application trusts', () => {
    expect(run(withCredentials(holds('right')))).to.deep.equal([]);
    expect(run(withCredentials(mistaken('tenant-big-endian'), holds('right')), 'unread')).to.deep.equal([]);
  });

  it('does not apply without an identity or a certificate', () => {
    expect(run({ federatedCredentials: null })).to.equal('not-applicable');
    expect(run({ registeredFile: { ...signedFile, certificate: null } })).to.equal('not-applicable');
  });

  it('cannot judge content that Dataverse did not return, and a version that is not known', () => {
    expect(reasonOf(run({ registeredFile: null }))).to.contain('no content');
    const unknown = { ...withRecord({ version: 3 }), expectedTrust: { version: null, trusts } };
    expect(reasonOf(run(unknown))).to.contain('version 3');
  });

  it('leaves a name that version 1 cannot carry to the check of names', () => {
    const comma = { ...certificate, selfSigned: false, subjectCommonNames: ['A, B'] };
    const more = {
      ...withRecord({ version: 1 }),
      registeredFile: { ...signedFile, certificate: comma },
      expectedTrust: { version: 1 as const, trusts },
      ...withCredentials(),
    };
    expect(run(more)).to.equal('not-applicable');
  });

  it('is not conclusive for a form that is not verified, and for an audience that is not known', () => {
    const doubted: Trust = { ...trustOf(fixed, signer, 2), alternatives: ['/other'], reason: 'two sources' };
    const alternative = { expectedTrust: { version: 2 as const, trusts: [doubted] } };
    const other = withCredentials(holds('other', { subject: '/other' }));
    expect(reasonOf(run({ ...alternative, ...other }))).to.match(/^"other" equals a value that is not verified/);
    const unknown = { ...trustOf(fixed, signer, 2), audience: null };
    const more = { expectedTrust: { version: 2 as const, trusts: [unknown] }, ...withCredentials(holds('right')) };
    expect(reasonOf(run(more))).to.contain('audience of version 2');
  });

  it('does not report names that version 1 cannot carry: another check does', () => {
    expect(credentialMatches.emits).to.include('dn-cn-only').and.to.not.include.members(['cn-comma']);
    expect(credentialMatches.emits).to.not.include.members(['cn-non-ascii']);
  });

  it('does not know what versions 1 and 2 present where the scope is not the documented one', () => {
    const scoped = (version: 0 | 2, subjectScope: number | null, used: Used = {}) =>
      run(
        {
          ...withRecord({ version, subjectScope }),
          expectedTrust: { version, trusts },
          ...withCredentials(holds('right')),
        },
        used,
      );
    expect(reasonOf(scoped(2, null))).to.contain('subjectscope empty');
    expect(reasonOf(scoped(2, 2))).to.contain('subjectscope 2');
    expect(scoped(2, 1)).to.deep.equal([]);
    expect(reasonOf(scoped(0, null)), 'version 0 has no scope').to.equal(null);
    const presented = { issuer: null, subject: '/presented', audience: null };
    const quoted = scoped(2, 2, { runs: [refusedByEntra(700213, { presented })] });
    expect(findings(quoted)[0]?.expected, 'Entra quoted it').to.equal('/presented');
    const unbound = { identity: without, ...withCredentials(holds('right')) };
    expect(run(unbound), 'without a record').to.deep.equal([]);
  });

  it('recognizes the application in a subject, also without a record that names it', () => {
    const application = { id: ids.application, appId: fixed.applicationId, displayName: 'Invoices' };
    const more = {
      identity: without,
      applications: { ...healthy.applications, application },
      ...withCredentials(mistaken('app-segment-own-app')),
    };
    expect(names(run(more))).to.deep.equal(['app-segment-own-app']);
    const other = { ...application, appId: ids.otherApplication };
    const ofAnother = run({ ...more, applications: { ...healthy.applications, application: other } });
    expect(names(ofAnother)).to.not.include('app-segment-own-app');
  });

  it('names every mistake of the nearest credential, and what corrects it', () => {
    const result = run(
      withCredentials(mistaken('tenant-big-endian'), holds('development', right(trustOf(elsewhere, signer, 2)))),
    );
    expect(names(result)).to.deep.equal(['tenant-big-endian']);
    expect(actionsOf(result)).to.deep.equal(['update-credential']);
    expect(findings(result)[0]).to.deep.include({
      expected: own.subject,
      actual: mistaken('tenant-big-endian').subject,
    });
    expect(findings(result)[0]?.where).to.deep.include({ id: 'tenant-big-endian', system: 'graph' });
  });

  it('reports only the likeliest of several explanations', () => {
    const { subject } = right(trustOf(fixed, withState, 1));
    expect(names(run(withCredentials(holds('x', { subject }))))).to.deep.equal(['hash-old-certificate']);
  });

  it('corrects an audience in place, because issuer and subject are unique', () => {
    const result = run(withCredentials(holds('x', { audience: 'api://AzureADTokenExchangeUSGov' })));
    expect(names(result)).to.deep.equal(['audience-wrong-cloud']);
    expect(actionsOf(result)).to.deep.equal(['update-credential']);
    expect(findings(result)[0]).to.deep.include({ expected: own.audience, actual: 'api://AzureADTokenExchangeUSGov' });
    const unexplained = run(withCredentials(holds('x', { audience: 'example' })));
    expect(names(unexplained)).to.deep.equal(['fic-different']);
    expect(actionsOf(unexplained)).to.deep.equal(['update-credential']);
  });

  it('creates beside a credential that may be right for another environment', () => {
    const result = run(withCredentials(holds('development', right(trustOf(elsewhere, signer, 2)))));
    expect(names(result)).to.deep.equal(['environment-other']);
    expect(actionsOf(result)).to.deep.equal(['create-credential']);
  });

  it('several differences, each right elsewhere, are another trust: nothing of it is a mistake', () => {
    const other = holds('other', right(trustOf(elsewhere, otherSelfSigned, 2)));
    const result = run(withCredentials(other));
    expect(names(result)).to.deep.equal(['fic-missing']);
    expect(findings(result)[0]?.args).to.deep.include({
      nearest: 'other',
      nearestDiffers: ['environment', 'certificate'],
    });
  });

  it('reports an unexplained claim of a credential of this component', () => {
    const result = run(withCredentials(holds('own', { issuer: 'https://login.example.com/oauth' })));
    expect(names(result)).to.deep.equal(['fic-different']);
    expect(actionsOf(result)).to.deep.equal(['create-credential']);
    expect(findings(result)[0]).to.deep.include({ expected: own.issuer, actual: 'https://login.example.com/oauth' });
  });

  it('ignores what another component relies on', () => {
    const near = mistaken('tenant-big-endian');
    expect(names(run(withCredentials(near), { relied: [near.id] }))).to.deep.equal(['fic-missing']);
    expect(names(run(withCredentials(near), 'unread'))).to.deep.equal(['tenant-big-endian']);
  });

  it('calls nothing a mistake that a component which could not be read may rely on', () => {
    for (const name of ['environment-other', 'hash-old-certificate'] as const) {
      const other = mistaken(name);
      expect(names(run(withCredentials(other))), name).to.deep.equal([name]);
      const unclear = run(withCredentials(other), { unclear: [other.id] });
      expect(names(unclear), name).to.deep.equal(['fic-missing']);
      expect(findings(unclear)[0]?.args, name).to.include({ nearest: other.name });
      expect(names(run(withCredentials(other), 'unread')), name).to.deep.equal(['fic-missing']);
    }
    const own = mistaken('hash-of-pem');
    expect(names(run(withCredentials(own), { unclear: [own.id] }))).to.deep.equal(['hash-of-pem']);
  });

  it('does not show the credential of another workload as the nearest', () => {
    const github = holds('github', {
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:contoso/app:ref:refs/heads/main',
    });
    const result = run(withCredentials(github));
    expect(names(result)).to.deep.equal(['fic-missing']);
    expect(findings(result)[0]).to.deep.nested.include({ 'args.nearest': null, actual: null, expected: own.subject });
    expect(findings(result)[0]).to.deep.nested.include({ 'args.nearestDiffers': [] });
    expect(findings(run(withCredentials()))[0]).to.deep.nested.include({ 'args.nearest': null, actual: null });
  });

  it('reports a flexible credential instead of a missing one', () => {
    const flexible = { ...holds('flexible'), subject: null };
    const result = run(withCredentials(flexible, { ...flexible, name: 'second' }));
    expect(findings(result)[0]).to.deep.nested.include({ name: 'fic-flexible', 'args.credential': 'flexible' });
    expect(actionsOf(result)).to.deep.equal(['create-credential']);
  });

  it('calls no flexible credential of a pipeline one of the plug-in', () => {
    const issuer = 'https://token.actions.githubusercontent.com';
    const pipeline = { ...holds('pipeline', { issuer }), subject: null };
    const damaged = { ...holds('damaged', { issuer: 'no URL' }), subject: null };
    expect(names(run(withCredentials(pipeline, damaged)))).to.deep.equal(['fic-missing']);
    const otherTenant = { ...holds('tenant', { issuer: 'https://login.microsoftonline.com/common' }), subject: null };
    expect(names(run(withCredentials(otherTenant)))).to.deep.equal(['fic-flexible']);
    expect(findings(run(withCredentials(pipeline, { ...holds('own'), subject: null })))[0]).to.deep.nested.include({
      name: 'fic-flexible',
      'args.credential': 'own',
    });
  });

  describe('at the limit of 20 credentials', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        holds(`w${index}`, {
          issuer: 'https://token.actions.githubusercontent.com',
          subject: `repo:contoso/a${index}`,
        }),
      );

    it('reports the limit where a new one is required', () => {
      expect(names(run(withCredentials(...many(19))))).to.deep.equal(['fic-missing']);
      const full = run(withCredentials(...many(20)));
      expect(names(full)).to.deep.equal(['fic-limit']);
      expect(findings(full)[0]).to.deep.nested.include({ 'args.count': 20, remedy: null });
      const other = holds('development', right(trustOf(elsewhere, signer, 2)));
      expect(names(run(withCredentials(other, ...many(18))))).to.deep.equal(['environment-other']);
      expect(names(run(withCredentials(other, ...many(19))))).to.deep.equal(['fic-limit']);
    });

    it('still corrects one in place', () => {
      const result = run(withCredentials(mistaken('tenant-big-endian'), ...many(19)));
      expect(names(result)).to.deep.equal(['tenant-big-endian']);
    });
  });

  it('raises the record where no subject of its version can be predicted', () => {
    const unpredictable = trusts.map((each) =>
      each.version === 1 ? { ...each, subject: null, reason: 'a comma' } : each,
    );
    const more = { ...withRecord({ version: 1 }), ...withCredentials() };
    const raised = run({ ...more, expectedTrust: { version: 1, trusts: unpredictable } });
    expect(actionsOf(raised)).to.deep.equal(['upgrade-record']);
    expect(findings(raised)[0]?.expected).to.equal(own.subject);
    const alone = unpredictable.filter(({ version }) => version === 1);
    const stuck = run({ ...more, expectedTrust: { version: 1, trusts: alone } });
    expect(actionsOf(stuck)).to.deep.equal(['create-credential']);
  });

  it('raises the record where a credential of version 0 is not verified', () => {
    const more = { ...withRecord({ version: 0 }), ...withCredentials() };
    const withVersion0 = (confidence: 'documented' | 'not-verified') =>
      trusts.map((each) => (each.version === 0 ? { ...each, confidence } : each));
    const given = (confidence: 'documented' | 'not-verified') =>
      run({ ...more, expectedTrust: { version: 0, trusts: withVersion0(confidence) } });
    expect(actionsOf(given('not-verified'))).to.deep.equal(['upgrade-record']);
    expect(actionsOf(given('documented'))).to.deep.equal(['create-credential']);
  });

  it('raises the record of version 1 where one of version 2 stays, as it may serve another tenant', () => {
    const issued = trustsOf(fixed, withState);
    const actionsFor = (version: 1 | 2, all = issued) => {
      const held = right(trustOf(fixed, withState, version));
      const { issuer, subject, audience } = { ...held, ...makers['tenant-other'].make(held, fixed) };
      const credential = { ...holds('other'), issuer, subject, audiences: [audience] };
      const registeredFile = { ...signedFile, certificate: withState, chain: [withState] };
      const expectedTrust = { version: 1 as const, trusts: all };
      return actionsOf(
        run({ ...withRecord({ version: 1 }), registeredFile, expectedTrust, ...withCredentials(credential) }),
      );
    };
    expect(actionsFor(2)).to.deep.equal(['upgrade-record', 'upgrade-record']);
    expect(actionsFor(1), 'of version 1').to.deep.equal(['create-credential']);
    const unsure = issued.map((each) => ({ ...each, confidence: 'not-verified' as const }));
    expect(actionsFor(2, unsure), 'not verified').to.deep.equal(['create-credential', 'create-credential']);
  });

  it('a credential of a newer version raises the record', () => {
    const result = run({
      ...withRecord({ version: 0 }),
      expectedTrust: { version: 0, trusts },
      ...withCredentials(holds('v2')),
    });
    expect(new Set(actionsOf(result))).to.deep.equal(new Set(['upgrade-record']));
  });

  it('compares with the subject that Entra quoted, and says so', () => {
    const presented = { issuer: null, subject: '/presented', audience: null };
    const runs = [refusedByEntra(700213, { presented })];
    expect(run(withCredentials(holds('x', { subject: '/presented' })), { runs })).to.deep.equal([]);
    const result = run(withCredentials(), { runs });
    expect(findings(result)[0]).to.deep.nested.include({ expected: '/presented', 'override.presented': '/presented' });
    expect(findings(run(withCredentials()))[0]?.override).to.equal(null);
  });

  describe('with the right credential on another application', () => {
    const otherCredentials = [
      { applicationId: ids.otherApplication, credentials: [holds('right')], sameSigner: false },
    ];
    const unbound = { ...record, id: 'unbound', applicationId: ids.otherApplication };
    const oldSigner = holds('old', right(trustOf(fixed, otherSelfSigned, 2)));

    it('the credential of another certificate is another plug-in’s', () => {
      expect(names(run(withCredentials(oldSigner)))).to.deep.equal(['hash-old-certificate']);
      const used = { otherCredentials, records: [record, unbound] };
      expect(names(run(withCredentials(oldSigner), used))).to.deep.equal(['fic-missing']);
      for (const fact of ['otherCredentials', 'records', 'components'] as const) {
        const found = run(withCredentials(oldSigner), used, { [fact]: unread });
        expect(names(found), fact).to.deep.equal(['hash-old-certificate']);
      }
    });
  });
});
