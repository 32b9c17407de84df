import { expect } from 'chai';
import { findingNames } from '../../src/catalog/index.ts';
import { exampleSteps } from '../../src/repair/example.ts';
import { repairs } from '../../src/repair/repairs/index.ts';

const record = '<environment-url>/api/data/v9.2/managedidentities(<record-id>)';
const credentials = 'https://graph.microsoft.com/v1.0/applications/<object-id>/federatedIdentityCredentials';
const right = { issuer: '<issuer>', subject: '<subject>', audiences: ['<audience>'] };
const old = { issuer: '<old-issuer>', subject: '<old-subject>', audiences: ['<old-audience>'] };
const create = ['POST', credentials, { name: '<credential-name>', ...right }];
const raise = ['PATCH', record, { version: 2 }];

const requestsOf = (name: Parameters<typeof exampleSteps>[0]) =>
  exampleSteps(name).map(({ request: { method, url, body } }) => [method, url, body]);

describe('example steps', () => {
  for (const [name, requests] of [
    ['tenant-big-endian', [['PATCH', `${credentials}/<credential-id>`, right]]],
    ['environment-other', [create]],
    ['fic-missing', [create]],
    ['fic-on-other-app', [create]],
    [
      'binding-other-record',
      [
        [
          'PATCH',
          '<environment-url>/api/data/v9.2/pluginassemblies(<component-id>)',
          { 'managedidentityid@odata.bind': '/managedidentities(<other-record-id>)' },
        ],
      ],
    ],
    ['version-record-1-fic-2', [raise]],
    ['version-record-null-fic-1', [raise]],
    ['cn-comma', [create, raise]],
    ['version-0-deprecated', [create, raise]],
    [
      'fic-stale',
      [
        ['DELETE', `${credentials}/<credential-id>`, null],
        ['POST', credentials, { name: '<credential-name>', ...old }],
      ],
    ],
    ['record-inactive', [['PATCH', record, { statecode: 0, statuscode: 1 }]]],
    ['record-credential-source', [['PATCH', record, { credentialsource: 2 }]]],
    ['record-subject-scope', [['PATCH', record, { subjectscope: 1 }]]],
    ['record-tenant-missing', [['PATCH', record, { tenantid: '<tenant-id>' }]]],
    ['record-application-is-object-id', [['PATCH', record, { applicationid: '<application-id>' }]]],
    ['record-application-unknown', [['PATCH', record, { applicationid: '<client-id>' }]]],
    [
      'service-principal-missing',
      [['POST', 'https://graph.microsoft.com/v1.0/servicePrincipals', { appId: '<application-id>' }]],
    ],
    // Those of the first finding that follows from it and has steps.
    ['environment-of-other-tenant', [['PATCH', record, { tenantid: '<tenant-id>' }]]],
    ['signature-not-registered', [create]],
  ] as const) {
    it(`of ${name}`, () => {
      expect(requestsOf(name)).to.deep.equal(requests);
    });
  }

  it('of a missing record create it with the values that the platform requires, and bind it', () => {
    const [created, bound, ...more] = requestsOf('record-missing');
    expect(created?.[2]).to.deep.equal({
      managedidentityid: '<new-guid>',
      name: '<component-name>',
      applicationid: '<client-id>',
      tenantid: '<tenant-id>',
      credentialsource: 2,
      subjectscope: 1,
      version: 2,
    });
    expect(bound?.[2]).to.deep.equal({ 'managedidentityid@odata.bind': '/managedidentities(<new-guid>)' });
    expect(more).to.deep.equal([]);
  });

  it('are none where nothing has to change, or no tool may repair', () => {
    for (const name of ['fic-propagating', 'assembly-unsigned'] as const) {
      expect(exampleSteps(name), name).to.deep.equal([]);
    }
  });

  it('exist for every finding that a repair plans steps for', () => {
    const without = repairs.flatMap((each) => each.repairs).filter((name) => exampleSteps(name).length === 0);
    expect(without).to.deep.equal(['fic-propagating']);
  });

  it('hold no ID that nothing read', () => {
    for (const name of findingNames) expect(JSON.stringify(exampleSteps(name)), name).to.not.match(/[0-9a-f]{8}-/);
  });
});
