import { readdirSync } from 'node:fs';
import { parse } from 'node:path';
import { expect } from 'chai';
import type { Facts, Neighbor } from '../../../src/domain/facts.ts';
import type { PresentedOverride, Remedy } from '../../../src/domain/findings.ts';
import type { Trust } from '../../../src/domain/trust/trust.ts';
import { repairs } from '../../../src/repair/repairs/index.ts';
import { component, credential, facts, ids, trust, withRecord } from '../../facts.ts';
import { newRecordId, otherRecord } from './plan-one.ts';

describe('the repairs', () => {
  it('have one repair for a finding at most', () => {
    const names = repairs.flatMap((repair) => repair.repairs);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });

  it('are named by their ids once', () => {
    expect(new Set(repairs.map(({ id }) => id)).size).to.equal(repairs.length);
  });

  it('are all in the list', () => {
    const folder = new URL('../../../src/repair/repairs/', import.meta.url);
    const files = readdirSync(folder).map((file) => parse(file).name);
    const parts = ['index', 'bind', 'create-for', 'raise-version'];
    expect(repairs.map(({ id }) => id).sort()).to.deep.equal(files.filter((name) => !parts.includes(name)).sort());
  });
});

/** What is computed, marked in each claim. */
const marked = (version: Trust['version']) =>
  trust(version, {
    issuer: 'https://unsure.example/v2.0',
    subject: `/unsure/${version}`,
    audience: 'api://unsure',
    confidence: 'not-verified',
  });
const unsure = ([0, 1, 2] as const).map(marked);
const neighbor: Neighbor = { component: { ...component, id: 'n', name: 'Neighbor' }, trusts: unsure };
const remedies: readonly (Remedy | null)[] = [
  null,
  { action: 'update-credential' },
  { action: 'create-credential' },
  { action: 'upgrade-record' },
  { action: 'bind-record', recordId: otherRecord.id },
];
const override: PresentedOverride = { presented: '/unsure/2', presentedAt: '', computed: '/unsure/1', differs: [] };

/** Every way in which a repair can be asked to act on values that are not verified. */
function* requests(): Generator<{ readonly around: Facts; readonly remedy: Remedy | null; readonly quoted: boolean }> {
  for (const version of [0, 1, 2] as const) {
    const record = withRecord({ version });
    const expectedTrust = { version, trusts: unsure };
    const held = [credential('dev', trust(2)), credential('unsure', marked(0))];
    for (const credentials of [[], held]) {
      for (const neighbors of [[], [neighbor]]) {
        const at = facts.federatedCredentials;
        const federatedCredentials = at === null ? null : { ...at, credentials };
        const applications = { ...facts.applications, byObjectId: facts.applications.application };
        const records = [...record.records, otherRecord];
        const around = { ...facts, ...record, records, expectedTrust, federatedCredentials, neighbors, applications };
        for (const remedy of remedies) for (const quoted of [false, true]) yield { around, remedy, quoted };
      }
    }
  }
}

describe('a value that is not verified', () => {
  for (const repair of repairs) {
    it(`is never written by ${repair.id}, nor is a version that relies on it`, () => {
      for (const name of repair.repairs) {
        for (const { around, remedy, quoted } of requests()) {
          const where = { system: 'graph', kind: 'federated identity credential', id: 'dev', name: 'dev' } as const;
          const finding = { name, where, remedy, override: quoted ? override : null };
          for (const applicationId of [null, ids.otherApplication]) {
            const planned = repair.plan(finding, around, { applicationId, newRecordId });
            const bodies = 'steps' in planned ? planned.steps.map(({ request }) => request) : [];
            expect(JSON.stringify(bodies), name).to.not.match(/unsure/);
            const raised = bodies.filter(
              ({ method, body }) => method === 'PATCH' && 'version' in ((body ?? {}) as object),
            );
            expect(raised, name).to.deep.equal([]);
          }
        }
      }
    });
  }
});
