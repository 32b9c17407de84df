import { expect } from 'chai';
import awaitCredential from '../../../src/repair/repairs/await-credential.ts';
import { planFor, reasonOf } from './plan-one.ts';

describe('await-credential', () => {
  it('fic-propagating: changes nothing', () => {
    expect(reasonOf(planFor(awaitCredential, 'fic-propagating'))).to.contain('nothing has to change');
  });
});
