import { expect } from 'chai';
import type { ReadFact } from '../../../src/diagnosis/facts/fact-store.ts';
import { requireFact } from '../../../src/diagnosis/facts/require-fact.ts';
import type { PpmiError } from '../../../src/domain/errors.ts';
import { rejectedBy } from '../../thrown.ts';

describe('a fact that a command needs', () => {
  const unread = (detail: string) => {
    const reading = {
      ok: false,
      unread: { kind: 'no-sign-in', fact: 'components', permission: null, grantedBy: null, detail },
    };
    return (async () => reading) as unknown as ReadFact;
  };
  const errorOf = async (detail: string) =>
    ((await rejectedBy(() => requireFact(unread(detail), 'components'))) as PpmiError).id;

  it('ends the command by a sign-in that was refused, or by one that is missing', async () => {
    expect(await errorOf('AADSTS7000215: Invalid client secret provided.')).to.equal('sign-in-failed');
    expect(await errorOf('the client secret is not there')).to.equal('sign-in-missing');
  });
});
