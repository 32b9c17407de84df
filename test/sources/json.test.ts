import { expect } from 'chai';
import { checkedArmId, environmentIdIn, guid, number, requiredGuid, text } from '../../src/sources/json.ts';
import { thrownBy } from '../thrown.ts';

const id = '8E1A4C30-1f0d-4f0e-9d0b-2f4f6a1c7d21';
const hostile = ["x')/../../organization?a=('", '../../users/VICTIM', '$(touch x)', `${id} `, `{${id}}`, 'é'];

describe('IDs from services', () => {
  it('M6: are lower-case GUIDs; an empty value is not an ID', () => {
    expect(guid({ id }, 'id')).to.equal(id.toLowerCase());
    expect([guid({}, 'id'), guid({ id: '' }, 'id'), guid({ id: null }, 'id')]).to.deep.equal([null, null, null]);
  });

  it('are required where they are the key of a row: a list of rows without any was shown as a list of records', () => {
    expect(requiredGuid({ id }, 'id')).to.equal(id.toLowerCase());
    for (const row of [{}, { id: '' }, { id: null }]) {
      expect(thrownBy(() => requiredGuid(row, 'id')).id).to.equal('answer-malformed');
      expect(thrownBy(() => environmentIdIn(row, 'id')).id).to.equal('answer-malformed');
    }
  });

  it('L1: half of a character, which no URL can hold, is replaced in a text', () => {
    expect(text({ id: 'a\ud800b' }, 'id')).to.equal('a\ufffdb');
    expect(text({ id: 'a\ud83d\ude00b' }, 'id')).to.equal('a\ud83d\ude00b');
  });

  it('a value of another type is not an absent one', () => {
    for (const value of [5, true, [], {}]) {
      expect(thrownBy(() => guid({ id: value }, 'id')).id).to.equal('answer-malformed');
      expect(thrownBy(() => text({ id: value }, 'id')).id).to.equal('answer-malformed');
    }
    for (const value of ['5', true, [], {}]) {
      expect(thrownBy(() => number({ id: value }, 'id')).id).to.equal('answer-malformed');
    }
  });

  for (const value of hostile) {
    it(`are not ${JSON.stringify(value)}`, () => {
      expect(thrownBy(() => guid({ id: value }, 'id')).id).to.equal('answer-malformed');
      expect(thrownBy(() => environmentIdIn({ id: value }, 'id')).id).to.equal('answer-malformed');
      expect(thrownBy(() => checkedArmId(`/subscriptions/${value}/resourceGroups/g`, 'id')).id).to.equal(
        'answer-malformed',
      );
    });
  }

  it('of environments may begin with Default-', () => {
    expect(environmentIdIn({ id: `Default-${id}` }, 'id')).to.equal(`Default-${id}`);
  });

  it('of Azure accept every character of resource group names', () => {
    const whole = `/subscriptions/${id}/resourceGroups/my group (1).x/providers/Microsoft.KeyVault/vaults/a-b_c`;
    expect(checkedArmId(whole, 'id')).to.equal(whole);
    for (const wrong of [
      '/subscriptions/../x',
      '/subscriptions/a?b',
      'subscriptions/a',
      '/subscriptions//a',
      '/a/b/..',
    ]) {
      expect(thrownBy(() => checkedArmId(wrong, 'id')).id).to.equal('answer-malformed');
    }
  });
});
