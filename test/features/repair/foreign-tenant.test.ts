import { expect } from 'chai';
import type { Step } from '../../../src/domain/plan.ts';
import { markForeign, refuseForeign } from '../../../src/features/repair/foreign-tenant.ts';
import { thrownBy } from '../../thrown.ts';

const ours = 'aaaaaaaa-0000-4000-8000-000000000001';
const theirs = 'bbbbbbbb-0000-4000-8000-000000000002';

const step = (system: 'graph' | 'arm' | 'dataverse', method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'): Step => ({
  id: `${system} ${method}`,
  says: '',
  risk: 'safe',
  request: { system, method, url: '', body: null },
  undo: null,
  repairs: 'fic-missing',
});
const steps = [step('graph', 'POST'), step('arm', 'PUT'), step('dataverse', 'PATCH'), step('graph', 'DELETE')];
const risks = (tenants: Parameters<typeof markForeign>[1]) => markForeign(steps, tenants).map(({ risk }) => risk);
const granted = 'grants-access-to-another-tenant';

describe('an environment of another tenant', () => {
  it('is recognized by any two tenants that differ', () => {
    const foreign = [granted, granted, 'safe', 'safe'];
    expect(risks({ environment: theirs, challenge: null, directory: ours })).to.deep.equal(foreign);
    expect(risks({ environment: ours, challenge: theirs, directory: ours })).to.deep.equal(foreign);
    expect(risks({ environment: ours, challenge: ours.toUpperCase(), directory: ours })).to.deep.equal(
      steps.map(() => 'safe'),
    );
    expect(risks({ environment: ours, challenge: null, directory: null })).to.deep.equal(steps.map(() => 'safe'));
  });

  it('is trusted only where the flag names its tenant', () => {
    const tenants = { environment: theirs, challenge: theirs, directory: ours };
    const marked = markForeign(steps, tenants);
    for (const confirmed of [undefined, ours]) {
      expect(thrownBy(() => refuseForeign(marked, confirmed, tenants))).to.have.property('id', 'foreign-tenant');
    }
    refuseForeign(marked, theirs.toUpperCase(), tenants);
  });

  it('whose own statement could not be read is the one of the challenge, and is not trusted without the flag either', () => {
    const tenants = { environment: null, challenge: theirs, directory: ours };
    const marked = markForeign(steps, tenants);
    expect(thrownBy(() => refuseForeign(marked, undefined, tenants))).to.have.property('id', 'foreign-tenant');
    refuseForeign(marked, theirs, tenants);
  });
});
