import { expect } from 'chai';
import { diffPresented } from '../../../../src/domain/trust/workloads/diff.ts';
import { identifyWorkload } from '../../../../src/domain/trust/workloads/identify.ts';

const partsOf = (issuer: string | null, subject: string | null) => {
  const found = identifyWorkload(issuer, subject);
  return found === null ? null : [found.kind, Object.fromEntries(found.parts.map(({ name, value }) => [name, value]))];
};

const eid1 = '/eid1/c/pub/t/5z_1tfM72hf6fLbU8CqX6g/a';

describe('the workload of a subject', () => {
  for (const [subject, kind, parts] of [
    [
      'repo:acme-org/app:environment:production',
      'github-actions',
      { organization: 'acme-org', repository: 'app', environment: 'production' },
    ],
    [
      'repo:acme-org@123/app@456:ref:refs/heads/release/1.0',
      'github-actions',
      {
        organization: 'acme-org',
        'organization ID': '123',
        repository: 'app',
        'repository ID': '456',
        branch: 'release/1.0',
      },
    ],
    ['repo:o/r:ref:refs/tags/v1', 'github-actions', { organization: 'o', repository: 'r', tag: 'v1' }],
    ['repo:o/r:pull_request', 'github-actions', { organization: 'o', repository: 'r', event: 'pull request' }],
    ['project_path:g/p:ref_type:branch:ref:main', 'gitlab', { project: 'g/p', branch: 'main' }],
    [
      'sc://org/proj/my conn',
      'azure-devops',
      { organization: 'org', project: 'proj', 'service connection': 'my conn' },
    ],
    [
      `${eid1}/Ttv3r2ZN0k-kdtPK1BwDKQ/sc/061b4ac7-f120-445a-9e81-45dfb9b580aa/6781d555-47fa-44af-b153-30590999b344`,
      'azure-devops',
      {
        'tenant ID': 'b5f53fe7-3bf3-17da-fa7c-b6d4f02a97ea',
        'organization ID': '061b4ac7-f120-445a-9e81-45dfb9b580aa',
        'service connection ID': '6781d555-47fa-44af-b153-30590999b344',
      },
    ],
    ['system:serviceaccount:default:app', 'kubernetes', { namespace: 'default', 'service account': 'app' }],
    [
      'organization:o:project:p:workspace:w:run_phase:plan',
      'terraform-cloud',
      { organization: 'o', project: 'p', workspace: 'w', 'run phase': 'plan' },
    ],
    ['spiffe://example.org/ns/a', 'spiffe', { 'trust domain': 'example.org', path: '/ns/a' }],
    [
      '8c8a4a4e-1111-4222-8333-444455556666',
      'managed-identity',
      { 'object ID': '8c8a4a4e-1111-4222-8333-444455556666' },
    ],
    [`${eid1}/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/ea9e3fd6-b340-441c-8d87-4e83080c39a3/h/00`, 'dataverse-plugin', {}],
    ['component:pluginassembly,thumbprint:00,environment:x', 'dataverse-plugin', {}],
    [`${eid1}/9ExAW52n_ky4ZiS_jhpJIQ/8c8a4a4e-1111-4222-8333-444455556666`, 'bot-framework', {}],
  ] as const) {
    it(`${kind}: ${subject}`, () => expect(partsOf(null, subject)).to.deep.equal([kind, parts]));
  }

  for (const [issuer, kind] of [
    ['https://token.actions.githubusercontent.com', 'github-actions'],
    ['https://ghes.example.com/_services/token', 'github-actions'],
    ['https://oidc.prod-aks.azure.com/123/', 'kubernetes'],
    ['https://westeurope.oic.prod-aks.azure.com/t/g/', 'kubernetes'],
    ['https://vstoken.dev.azure.com/061b4ac7-f120-445a-9e81-45dfb9b580aa', 'azure-devops'],
    ['https://app.terraform.io', 'terraform-cloud'],
  ] as const) {
    it(`${kind} by its issuer ${issuer}`, () => expect(partsOf(issuer, null)).to.deep.equal([kind, {}]));
  }

  it('is unknown when neither issuer nor subject identifies it', () => {
    expect(partsOf(null, null)).to.equal(null);
    expect(partsOf('https://login.microsoftonline.com/8c8a4a4e-1111-4222-8333-444455556666/v2.0', null)).to.equal(null);
    expect(partsOf('https://idp.example.com', '8c8a4a4e-1111-4222-8333-444455556666')).to.equal(null);
  });
});

describe('presented values compared with the configuration', () => {
  const claim = (issuer: string | null, subject: string | null, audience: string | null = null) => ({
    issuer,
    subject,
    audience,
  });

  it('names immutable IDs that only one side has', () => {
    const [plain, ids] = ['repo:o/r:environment:dev', 'repo:o@1/r@2:environment:dev'];
    expect(diffPresented(claim(null, plain), claim(null, ids))).to.deep.include({
      equal: false,
      differences: ['immutable-ids-configured'],
    });
    expect(diffPresented(claim(null, ids), claim(null, plain)).differences).to.deep.equal(['immutable-ids-presented']);
  });

  it('names a final slash, another case and another kind of workload', () => {
    const aks = 'https://oidc.prod-aks.azure.com/1';
    const differences = (a: ReturnType<typeof claim>, b: ReturnType<typeof claim>) => diffPresented(a, b).differences;
    expect(differences(claim(`${aks}/`, null), claim(aks, null))).to.deep.equal(['issuer-final-slash-missing']);
    expect(differences(claim(aks, null), claim(`${aks}/`, null))).to.deep.equal(['issuer-final-slash-added']);
    expect(differences(claim(null, 'repo:O/r:pull_request'), claim(null, 'repo:o/r:pull_request'))).to.deep.equal([
      'case-only',
    ]);
    expect(differences(claim(null, null, 'api://a'), claim(null, null, 'api://A'))).to.deep.equal(['audience-case']);
    expect(differences(claim(null, 'spiffe://a/b'), claim(null, 'system:serviceaccount:a:b'))).to.deep.equal([
      'other-workload',
    ]);
  });

  it('does not judge a value that only one side has', () => {
    expect(diffPresented(claim('https://a', null), claim(null, 'b'))).to.deep.equal({
      equal: null,
      claims: [
        { part: 'issuer', expected: 'https://a', actual: null, equal: null },
        { part: 'subject', expected: null, actual: 'b', equal: null },
      ],
      differences: [],
    });
  });
});
