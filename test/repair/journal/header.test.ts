import { expect } from 'chai';
import { isHeader } from '../../../src/repair/journal/header.ts';
import { runHeader } from '../run-header.ts';
import { cases } from '../steps.ts';

const [step, other] = cases.map((each) => each.step);
if (step === undefined || other === undefined) throw new Error('no steps');
const whole = runHeader({ steps: [step, other] });

describe('the header of a run', () => {
  const wholes: Readonly<Record<string, object>> = {
    'with steps': {},
    'without steps': { steps: [] },
    'about a component and an application': {
      component: { type: 'assembly', id: 'i', name: 'n' },
      tenantId: 't',
      applicationId: 'a',
    },
    'about several applications': { applicationIds: ['a', 'b'] },
    'after a failed run': { lastFailure: '2026-11-28T11:00:00Z' },
    'before any failed run': { lastFailure: null },
    'with flags of the sign-in': { access: ['--sign-in', 'azure-cli'] },
    'with a step of another risk': { steps: [{ ...step, risk: 'grants-access-to-another-tenant' }] },
    'with a step that waits and repairs nothing': { steps: [{ ...step, settle: 180, repairs: null }] },
  };
  for (const [what, changes] of Object.entries(wholes)) {
    it(`is whole ${what}`, () => {
      expect(isHeader({ ...whole, ...changes })).to.equal(true);
    });
  }

  const { request, undo } = step;
  const withStep = (changes: object) => ({ steps: [other, { ...step, ...changes }] });
  const edits: Readonly<Record<string, object>> = {
    'another schema': { schema: 'ppmi.run/2' },
    'an ID that is no text': { id: 1 },
    'no start': { startedAt: undefined },
    'a cloud that is no text': { cloud: null },
    'a tenant that is no text': { tenantId: {} },
    'no word about the emulator': { emulated: undefined },
    'no environment': { environment: undefined },
    'an environment without a URL': { environment: { url: null, id: null } },
    'an environment whose ID is a list': { environment: { url: 'x', id: [] } },
    'no component': { component: undefined },
    'a component without an ID': { component: { type: 'assembly', name: 'a' } },
    'an application that is no text': { applicationId: 1 },
    'applications that are no texts': { applicationIds: ['a', 1] },
    'a failure that is no time': { lastFailure: 0 },
    'flags that are no list': { access: '1' },
    'no steps': { steps: undefined },
    'a step that is none': { steps: [null] },
    'a step without an ID': withStep({ id: undefined }),
    'a step that says nothing': withStep({ says: 1 }),
    'a risk that does not exist': withStep({ risk: 'toString' }),
    'a risk that is no text': withStep({ risk: ['safe'] }),
    'a step without a request': withStep({ request: undefined }),
    'a request without a URL': withStep({ request: { ...request, url: undefined } }),
    'an undo without a method': withStep({ undo: { ...undo, method: undefined } }),
    'a finding that is no name': withStep({ repairs: 5 }),
    'a wait that is no number': withStep({ settle: '1' }),
    'a service that does not exist': withStep({ request: { ...request, system: '\u2028' } }),
    'a request that ppmi does not send': withStep({ request: { ...request, url: `${request.url}/owners/$ref` } }),
  };
  for (const [what, changes] of Object.entries(edits)) {
    it(`is refused with ${what}`, () => {
      expect(isHeader({ ...whole, ...changes })).to.equal(false);
    });
  }

  it('is no list, text or nothing', () => {
    for (const value of [null, undefined, 'ppmi.run/1', [whole]]) expect(isHeader(value)).to.equal(false);
  });
});
