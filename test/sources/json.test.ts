import { expect } from 'chai';
import { checkedArmId, environmentIdIn, guid, number, requiredGuid, text, time } from '../../src/sources/json.ts';
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

  it('M8: a time is one: it stands in texts of ppmi', () => {
    for (const value of ['2026-11-29T18:35:20Z', '2026-11-29T18:35:20.123+01:00'])
      expect(time({ at: value }, 'at')).to.equal(value);
    expect(time({}, 'at')).to.equal(null);
    for (const value of ['touch x now', '2026-13-45T99:99:99Z', '2026-11-29 (touch x)', '5'])
      expect(thrownBy(() => time({ at: value }, 'at')).id, value).to.equal('answer-malformed');
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
