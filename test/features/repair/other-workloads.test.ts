import { expect } from 'chai';
import { buildCompany } from '../../../scripts/worlds/company.ts';
import { judge } from '../../../scripts/worlds/judge.ts';
import { mintClaims } from '../../../src/emulator/platform/mint.ts';
import type { ComponentState } from '../../../src/emulator/platform/oracle.ts';
import { recordedFile } from '../../../src/emulator/recorded.ts';
import { credentialOf } from '../../../src/emulator/scenarios/makers.ts';
import { diagnoseSession } from '../../../src/features/diagnose/diagnose.ts';
import { planFor } from '../../../src/features/repair/repair.ts';
import { runRepair } from '../../../src/features/repair/run-repair.ts';
import { liveDiff } from '../../../src/features/subject/live-diff.ts';
import type { SessionFlags } from '../../../src/session/session.ts';
import { contextOf } from '../../command-context.ts';
import { type EmulatedSession, openEmulatedSession } from '../../emulated-session.ts';
import { rejectedBy } from '../../thrown.ts';

const own = '7340fedd-d333-4b71-82a9-19ecb095857e';
const ownIdentity = '79f1632c-b5a3-4efb-8764-dd5f86bfe7ba';

async function look<T>(
  emulate: string,
  use: (opened: EmulatedSession) => Promise<T>,
  flags: SessionFlags = {},
): Promise<T> {
  const opened = await openEmulatedSession(emulate, flags);
  try {
    return await use(opened);
  } finally {
    await opened.session.close();
  }
}

const doctor = (emulate: string, flags: SessionFlags = {}) =>
  look(
    emulate,
    async ({ session }) => {
      const { report } = await diagnoseSession(session, { emulate, ...flags });
      return report.findings.map(({ name }) => name);
    },
    flags,
  );

const repairIn = async ({ session }: EmulatedSession, emulate: string, applicationId?: string) => {
  const context = contextOf(session);
  const flags = { emulate, yes: true, ...(applicationId !== undefined && { 'application-id': applicationId }) };
  const { result } = await runRepair(flags, { context, version: '1.0.0', print: async () => {} });
  return result;
};

const repair = (emulate: string, applicationId?: string) =>
  look(emulate, (opened) => repairIn(opened, emulate, applicationId), { 'application-id': applicationId });

const working = (states: readonly ComponentState[]) => states.filter(({ works }) => works).map(({ name }) => name);

describe('other workloads of the company', () => {
  it('fic-missing: another environment that shares the application, and one certificate for all', async () => {
    expect(await doctor('fic-missing,company=1')).to.deep.equal(['fic-missing']);
    expect(await doctor('fic-missing,company=1,kind=uami')).to.deep.equal(['fic-missing']);
  });

  for (const id of ['fic-missing', 'environment-other']) {
    it(`${id}: the other environment cannot be listed, so its credential is called no mistake`, () =>
      look(`${id},company=1`, async ({ session, world }) => {
        world.operator.powerPlatformAdmin = false;
        const { report } = await diagnoseSession(session, { emulate: `${id},company=1` });
        expect(report.findings.map(({ name }) => name)).to.deep.equal(['fic-missing']);
      }));
  }

  it('version-record-1-fic-2: another record of the identity relies on the credential of the newer version', async () => {
    const { named, wrong } = await judge(buildCompany(10_000));
    expect({ named, wrong }).to.deep.equal({ named: true, wrong: [] });
  });

  it('fic-missing: what other systems present is no mistake of the plug-in', () =>
    look('fic-missing', async ({ session, world }) => {
      const [tenant] = world.tenants;
      const application = tenant?.applications.find(({ appId }) => appId === own);
      if (application === undefined || tenant === undefined) throw new Error('no application');
      const login = `https://login.microsoftonline.com/${tenant.id}/v2.0`;
      const platform = '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw';
      application.federatedIdentityCredentials = (
        [
          ['https://token.actions.githubusercontent.com', 'repo:contoso@1/invoices@2:ref:refs/heads/main'],
          ['https://westeurope.oic.prod-aks.azure.com/contoso/', 'system:serviceaccount:invoices:batch'],
          ['https://vstoken.dev.azure.com/contoso', 'sc://contoso/invoices/deploy'],
          [login, `${platform}/sc/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/deploy`],
          [login, `${platform}/Env/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/sharepointmanagedidentity/a5957c44`],
        ] as const
      ).map(([issuer, subject], index) =>
        credentialOf(`other-${index}`, { issuer, subject, audience: 'api://AzureADTokenExchange' }),
      );
      const { report } = await diagnoseSession(session, { emulate: '' });
      expect(report.findings.map(({ name, actual }) => [name, actual])).to.deep.equal([['fic-missing', null]]);
      const { credentials } = await liveDiff(contextOf(session), {});
      expect(credentials.map(({ mistakes }) => mistakes.length)).to.deep.equal([0, 0, 0, 0, 0]);
    }));

  it('fic-on-other-app: no component with this certificate uses the other application', async () => {
    expect(await doctor('fic-on-other-app,company=1')).to.deep.equal(['fic-on-other-app']);
  });

  it('signature-not-registered: the local file of one component says nothing about another', async () => {
    expect(await doctor('signature-not-registered,company=1')).to.deep.equal(['signature-not-registered']);
    const flags = { component: 'Contoso.Shipping.Plugins' };
    expect(await doctor('signature-not-registered,company=1', flags)).to.deep.equal([]);
  });

  it('record-subject-scope: a component that works with another scope keeps its record', async () => {
    const { wrong } = await judge(buildCompany(70_003));
    expect(wrong).to.deep.equal([]);
  });

  it('binding-missing, signature-broken: plans no binding that Dataverse refuses', async () => {
    const { plan, left } = await repair('binding-missing+signature-broken');
    expect(plan).to.deep.equal([]);
    expect(left.map(({ name, reason }) => [name, /signed components only/.test(reason)])).to.deep.include([
      'binding-missing',
      true,
    ]);
  });

  it('fic-on-other-app: --application-id chooses the other application', async () => {
    const orders = 'c491fb38-eabe-47d3-86a4-b1d24e7308cd';
    for (const [chosen, kind] of [
      [undefined, 'create-credential'],
      [own, 'create-credential'],
      [orders, 'bind'],
    ] as const) {
      const { plan, proof } = await repair('fic-on-other-app', chosen);
      expect(plan.map(({ id }) => id.split(':')[0])).to.deep.equal([kind]);
      expect(proof.doctor?.summary.errors).to.equal(0);
    }
  });

  it('tenant-big-endian, hash-base64url: two mistakes in the own credential come before the right one of another environment', async () => {
    const emulate = 'tenant-big-endian+hash-base64url,company=1';
    expect(await doctor(emulate)).to.deep.equal(['tenant-big-endian', 'hash-base64url']);
    expect((await repair(emulate)).proof.exchange).to.equal('succeeded');
  });

  it('tenant-base64-of-text, binding-other-record: no credential is created on the wrong application', async () => {
    const emulate = 'tenant-base64-of-text+binding-other-record';
    expect(await doctor(emulate)).to.deep.equal(['binding-other-record']);
    expect(await rejectedBy(() => repair(emulate))).to.include({ id: 'choice-needed' });
    expect((await repair(emulate, own)).proof.exchange).to.equal('succeeded');
  });

  it('dn-no-space, binding-other-record: the mistake is on the application that the plug-in should act as', async () => {
    const emulate = 'dn-no-space+binding-other-record';
    expect(await doctor(emulate)).to.deep.equal(['binding-other-record']);
    const { plan, proof } = await repair(emulate, own);
    expect(plan.map(({ id }) => id.split(':')[0])).to.deep.equal(['bind', 'update-credential']);
    expect(proof.exchange).to.equal('succeeded');
  });

  it('binding-missing: a record that another component still uses, and whose application trusts the plug-in', () =>
    look('healthy-v2-issued,company=1', async (opened) => {
      const [environment] = opened.world.environments;
      const [component] = environment?.components ?? [];
      const { managedIdentities: records = [], components = [] } = environment ?? {};
      if (environment === undefined || component === undefined) throw new Error('no company');
      component.managedIdentityId = null;
      const flags = { emulate: '' };
      const names = async () => (await diagnoseSession(opened.session, flags)).report.findings.map(({ name }) => name);
      expect(await names(), 'each application trusts this certificate').to.deep.equal(['record-missing']);
      const [record] = records;
      environment.components = components.filter(
        (each) => each.managedIdentityId === null || each.managedIdentityId === record?.id,
      );
      records.splice(1);
      expect(await names()).to.deep.equal(['binding-missing']);
      expect(await rejectedBy(() => repairIn(opened, ''))).to.include({ id: 'choice-needed' });
    }));

  it('binding-missing: of several records whose application trusts the plug-in, the one whose trust nothing else uses', () =>
    look('healthy-v2-issued,company=1', async (opened) => {
      const [environment] = opened.world.environments;
      const [component, ...others] = environment?.components ?? [];
      const reports = others.find(({ name }) => name === 'Contoso.Invoices.Reports');
      if (environment === undefined || component === undefined || reports === undefined) throw new Error('no company');
      component.managedIdentityId = null;
      const file = recordedFile('self-full');
      Object.assign(reports, { content: file?.base64, presents: { certificate: file?.certificate } });
      const { report } = await diagnoseSession(opened.session, { emulate: '' });
      expect(report.findings.map(({ name }) => name)).to.deep.equal(['binding-missing']);
      expect(report.target.record?.name).to.equal('Contoso Invoices');
    }));

  it('version-record-2-fic-0: another record of the application relies on the credential of version 0', async () => {
    const { named, wrong } = await judge(buildCompany(10_012));
    expect({ named, wrong }).to.deep.equal({ named: true, wrong: [] });
  });

  it('environment-of-other-tenant: nothing is changed for a component that works across tenants', async () => {
    for (const seed of [30_120, 30_163]) {
      const { named, wrong } = await judge(buildCompany(seed));
      expect({ named, wrong }).to.deep.equal({ named: true, wrong: [] });
    }
  });

  it('cn-non-ascii: is named although the credentials of the managed identity cannot be read', () =>
    look('cn-non-ascii,kind=uami', async ({ session, world }) => {
      world.operator.azureRoles = [];
      const flags = { emulate: 'cn-non-ascii,kind=uami' };
      const diagnosed = await diagnoseSession(session, flags);
      expect(diagnosed.report.findings.map(({ name }) => name)).to.deep.equal(['cn-non-ascii']);
      expect(diagnosed.report.summary.blocked).to.be.above(0);
      const { steps, left } = await planFor(diagnosed, flags);
      expect(steps).to.deep.equal([]);
      expect(left[0]?.reason).to.contain('could not read');
    }));

  it('environment-other: no component uses the application in that environment', async () => {
    expect(await doctor('environment-other,company=1')).to.deep.equal(['environment-other']);
  });

  for (const seed of [200_252, 300_212, 302_357, 104_174]) {
    it(`binding-other-record: only its owner knows the right application, and names it (${seed})`, async () => {
      const { repaired, wrong } = await judge(buildCompany(seed));
      expect({ repaired, wrong }).to.deep.equal({ repaired: true, wrong: [] });
    });
  }

  it('binding-other-record: the right credential is on a managed identity', async () => {
    expect(await doctor('binding-other-record,kind=uami')).to.deep.equal(['binding-other-record']);
  });

  for (const [kind, right] of [
    ['app', own],
    ['uami', ownIdentity],
  ] as const) {
    it(`binding-other-record: binds only to the application that --application-id names (${kind})`, async () => {
      const emulate = `binding-other-record,kind=${kind}`;
      const error = await rejectedBy(() => repair(emulate));
      expect(error).to.include({ id: 'choice-needed' });
      const { plan, proof } = await repair(emulate, right);
      expect(plan.map(({ id }) => id.split(':')[0])).to.deep.equal(['bind']);
      expect(proof.exchange).to.equal('succeeded');
    });
  }

  it('binding-other-record: the application of the bound record can be chosen as well', async () => {
    const orders = 'c491fb38-eabe-47d3-86a4-b1d24e7308cd';
    const { plan, proof } = await repair('binding-other-record', orders);
    expect(plan.map(({ id }) => id.split(':')[0])).to.deep.equal(['create-credential']);
    expect(proof.doctor?.summary.errors).to.equal(0);
  });

  for (const id of ['version-record-1-fic-2', 'version-0-deprecated', 'version-record-null-fic-1']) {
    it(`${id}: every component of the record works after the version was raised, and is verified`, () =>
      look(`${id},company=1`, async (opened) => {
        const before = working(await opened.states());
        const { proof } = await repairIn(opened, `${id},company=1`);
        expect(working(await opened.states())).to.include.members(before);
        expect(proof.others).to.deep.equal([{ component: 'Contoso.Invoices.Reports', exchange: 'succeeded' }]);
      }));
  }

  it('version-0-deprecated: a component of another certificate gets its credential first', () =>
    look('version-0-deprecated,company=1', async (opened) => {
      const [environment] = opened.world.environments;
      const reports = environment?.components.find(({ name }) => name === 'Contoso.Invoices.Reports');
      const record = environment?.managedIdentities[0];
      if (environment === undefined || reports === undefined || record === undefined) throw new Error('no company');
      const file = recordedFile('self-full');
      Object.assign(reports, { content: file?.base64, presents: { certificate: file?.certificate } });
      const presents = { certificate: 'self-full' };
      const claims = mintClaims({ cloud: 'public', environment, record, presents });
      const application = opened.world.tenants[0]?.applications.find(({ appId }) => appId === own);
      if (claims === null || application === undefined) throw new Error('no claims');
      application.federatedIdentityCredentials.push(credentialOf('reports', claims));
      const { plan, proof } = await repairIn(opened, 'version-0-deprecated,company=1');
      expect(plan.map(({ id, risk }) => `${id.split(':')[0]} ${risk}`)).to.deep.equal([
        'create-credential safe',
        'create-credential safe',
        'patch-record disruptive',
      ]);
      expect(proof.others.map(({ exchange }) => exchange)).to.deep.equal(['succeeded']);
    }));
});

describe('faults behind the first one', () => {
  it('binding-assembly-of-package: seen from the assembly', async () => {
    const flags = { component: 'Contoso.Invoices.Plugins', 'component-type': 'assembly' } as const;
    expect(await doctor('binding-assembly-of-package', flags)).to.deep.equal(['binding-assembly-of-package']);
  });

  it('record-application-is-object-id: the principal ID of a managed identity', async () => {
    expect(await doctor('record-application-is-object-id,kind=uami')).to.deep.equal([
      'record-application-is-object-id',
    ]);
  });

  it('record-inactive, binding-missing: activates the record and binds it', async () => {
    const { plan, proof } = await repair('record-inactive+binding-missing');
    expect(plan.map(({ id }) => id.split(':')[0]).sort()).to.deep.equal(['bind', 'patch-record']);
    expect(proof.exchange).to.equal('succeeded');
  });

  for (const id of ['record-application-is-object-id', 'record-application-unknown', 'record-imported-from-dev']) {
    it(`${id}, tenant-big-endian: repairs both in one run`, async () => {
      const { proof } = await repair(`${id}+tenant-big-endian`, id.endsWith('object-id') ? undefined : own);
      expect(proof.exchange).to.equal('succeeded');
      expect(proof.doctor?.summary.errors).to.equal(0);
    });
  }

  it('version-record-1-fic-2, audience-case: corrects the credential that leaves no room beside it', async () => {
    const { plan, proof } = await repair('version-record-1-fic-2+audience-case');
    expect(plan.map(({ request }) => request.method)).to.deep.equal(['PATCH', 'PATCH']);
    expect(proof.exchange).to.equal('succeeded');
  });

  for (const id of ['issuer-other-tenant', 'tenant-other']) {
    it(`${id}, version-record-1-fic-2: creates the right credential of version 2 and raises the record`, () =>
      look('healthy-v2-issued,content=issued-plain', async (opened) => {
        const { world, states } = opened;
        const [record] = world.environments[0]?.managedIdentities ?? [];
        const applications = world.tenants.flatMap((tenant) => tenant.applications);
        const application = applications.find(({ appId }) => appId === record?.applicationId);
        const [credential] = application?.federatedIdentityCredentials ?? [];
        if (record === undefined || credential === undefined) throw new Error('nothing to damage');
        record.version = 1;
        if (id === 'tenant-other')
          credential.subject = `${credential.subject}`.replace(/\/t\/[^/]+/, '/t/9_Rtmt5_VQrybrzMoT7pcw');
        else credential.issuer = credential.issuer.replace(/[0-9a-f-]{36}/, own);
        const { plan } = await repairIn(opened, 'healthy-v2-issued');
        expect(plan.map((step) => step.id.split(':')[0])).to.deep.equal(['create-credential', 'patch-record']);
        expect(working(await states())).to.have.length(1);
      }));
  }

  it('record-missing: binds the record that names the chosen application, and creates no second one', () => {
    const use = async (opened: EmulatedSession) => {
      const [environment] = opened.world.environments;
      const [record] = environment?.managedIdentities ?? [];
      if (environment === undefined || record === undefined) throw new Error('no record');
      const other = {
        ...record,
        id: '11111111-2222-4333-8444-555555555555',
        name: 'Other',
        applicationId: ownIdentity,
      };
      environment.managedIdentities.push(other);
      const { plan, proof } = await repairIn(opened, 'binding-missing', own);
      expect(plan.map(({ id }) => id.split(':')[0])).to.deep.equal(['bind']);
      expect(environment.managedIdentities).to.have.length(2);
      expect(proof.exchange).to.equal('succeeded');
    };
    return look('binding-missing', use, { 'application-id': own });
  });
});

describe('steps that make no sense together', () => {
  it('binding-missing, assembly-unsigned: no binding that Dataverse refuses', async () => {
    const { plan } = await repair('binding-missing+assembly-unsigned');
    expect(plan).to.deep.equal([]);
  });

  it('record-subject-scope, issuer-common: the earlier run says nothing of the record as it will be', async () => {
    const { plan, proof } = await repair('record-subject-scope+issuer-common');
    expect(plan.map(({ id }) => id.split(':')[0])).to.deep.equal(['patch-record', 'update-credential']);
    expect(proof.exchange).to.equal('succeeded');
  });
});
