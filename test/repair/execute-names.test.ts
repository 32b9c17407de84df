import { expect } from 'chai';
import { arm, create, execute, lost, other, rejected, sidesOf, written } from './execute-step.ts';

describe('a step that creates something under a name', () => {
  it('takes the next name where the planned one is in use', async () => {
    const answers = [rejected(409), written];
    const found = await execute({ step: create, reads: [null], writes: answers });
    expect(found).to.include({ outcome: 'applied', writes: 2 });
    const sent = found.events.flatMap((each) => (each.event === 'intended' ? [each.request.body] : []));
    expect(sent.map((body) => (body as { name: string }).name)).to.deep.equal(['ppmi-1', 'ppmi-2']);
    expect(await execute({ step: create, reads: [null], writes: [rejected(409)] })).to.include({
      outcome: 'rejected',
      reaction: 'name-taken',
      writes: 12,
    });
  });

  it('is there already where the service says that it exists and reading shows it', async () => {
    const values = sidesOf(create).after;
    const exists = rejected(400, '', 'must be unique');
    expect(await execute({ step: create, reads: [null, values], writes: [exists] })).to.include({
      outcome: 'already',
    });
    const hidden = await execute({ step: create, reads: [null], writes: [exists] });
    expect(hidden).to.include({ outcome: 'rejected', reaction: 'exists', writes: 1 });
  });

  it('looks under the next name where another object has the planned one, twelve names at most', async () => {
    const found = await execute({ step: create, reads: [other, other, other, null] });
    expect(found).to.include({ outcome: 'applied', writes: 1 });
    expect(found.sent[0]?.body).to.have.property('name', 'ppmi-2');
    const { addresses, ...taken } = await execute({ step: create, reads: [other] });
    expect(taken).to.include({ outcome: 'conflict', writes: 0 });
    const names = new Set(addresses.map((address) => ('name' in address ? address.name : '')));
    expect([...names]).to.deep.equal(Array.from({ length: 12 }, (_, index) => `ppmi-${index + 1}`));
  });

  it('takes another name for a new object only', async () => {
    const { addresses, ...found } = await execute({ step: arm, reads: [other] });
    expect(found).to.include({ outcome: 'conflict', writes: 0 });
    expect(addresses).to.have.length(1);
  });

  it('believes the service rather than a replica about a name in use', async () => {
    const { after: own } = sidesOf(create);
    const found = await execute({ step: create, reads: [null, null, own], writes: [rejected(409)] });
    expect(found).to.include({ outcome: 'already', writes: 1 });
    expect(found.addresses.at(-1)).to.have.property('name', 'ppmi-1');
  });

  describe('whose values exist under the service', () => {
    const { after: own } = sidesOf(create);
    const exists = rejected(400, '', 'must be unique');

    it('wrote them itself where an answer was lost', async () => {
      const found = await execute({ step: create, reads: [null, null, null, own], writes: [lost, exists] });
      expect(found).to.include({ outcome: 'applied', writes: 2 });
    });

    it('did not write them where they have another name, even if a replica shows that one late', async () => {
      const lagging = Array.from({ length: 13 }, () => null);
      const found = await execute({ step: create, reads: [...lagging, own], writes: [lost, exists] });
      expect(found).to.include({ outcome: 'already', writes: 2 });
      expect(found.addresses.at(-1)).to.deep.include({
        name: null,
        claims: { issuer: own?.issuer, subject: own?.subject },
      });
    });
  });
});
