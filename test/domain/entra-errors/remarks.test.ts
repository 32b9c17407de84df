import { expect } from 'chai';
import { remarkText } from '../../../src/catalog/entra/remarks.ts';
import { remarksOf } from '../../../src/domain/entra-errors/remarks.ts';

const error = (message: string) => ({ code: 700024, message, clientId: null, tenant: null });
const late = (now: string, from: string | null, until: string): string =>
  `Client assertion is not within its valid time range. Current time: ${now}, ${from === null ? '' : `assertion valid from ${from}, `}expiry time of assertion ${until}. Review the documentation at https://docs.microsoft.com/x .`;
const at = (time: string): string => `2026-03-04T${time}.6755165Z`;

describe('the times of AADSTS700024', () => {
  for (const [name, message, expected] of [
    [
      'an assertion that was used again',
      late(at('05:31:07'), at('05:06:07'), at('05:16:07')),
      [{ name: 'expired', minutes: 15, lifetime: 10 }],
    ],
    [
      'a clock that is two hours ahead',
      late(at('05:06:07'), at('07:05:50'), at('07:15:50')),
      [
        { name: 'not-yet-valid', minutes: 120, lifetime: 10 },
        { name: 'time-zone', hours: 2 },
      ],
    ],
    [
      'a clock that is five hours behind',
      late(at('10:06:12'), at('05:06:07'), at('05:16:07')),
      [
        { name: 'expired', minutes: 290, lifetime: 10 },
        { name: 'time-zone', hours: -5 },
      ],
    ],
    [
      'a clock that is some minutes ahead',
      late(at('05:06:07'), at('05:19:50'), at('05:29:50')),
      [{ name: 'not-yet-valid', minutes: 14, lifetime: 10 }],
    ],
    [
      'an assertion without a beginning',
      late(at('05:31:07'), '1970-01-01T00:00:00.0000000Z', at('05:16:07')),
      [{ name: 'expired', minutes: 15, lifetime: null }],
    ],
    [
      'an assertion of five minutes without a beginning, one hour behind',
      late(at('12:09:18'), '1970-01-01T00:00:00.0000000Z', at('11:14:18')),
      [
        { name: 'expired', minutes: 55, lifetime: null },
        { name: 'time-zone-by-expiry', hours: -1, lifetime: 5 },
      ],
    ],
    [
      'an assertion of ten minutes without a beginning, five hours behind',
      late(at('10:06:12'), null, at('05:16:07')),
      [
        { name: 'expired', minutes: 290, lifetime: null },
        { name: 'time-zone-by-expiry', hours: -5, lifetime: 10 },
      ],
    ],
    [
      'an assertion of an hour without a beginning, two hours behind',
      late(at('12:00:07'), null, at('11:00:00')),
      [
        { name: 'expired', minutes: 60, lifetime: null },
        { name: 'time-zone-by-expiry', hours: -2, lifetime: 60 },
      ],
    ],
    [
      'an assertion that expired a moment ago',
      late(at('12:00:07'), null, at('12:00:00')),
      [{ name: 'expired', minutes: 1, lifetime: null }],
    ],
    [
      'an assertion that was used again after hours',
      late(at('05:47:32'), '1970-01-01T00:00:00.0000000Z', at('00:30:05')),
      [{ name: 'expired', minutes: 317, lifetime: null }],
    ],
    [
      'other names of the beginning and the end',
      `Client assertion is not within its valid time range. Current time: ${at('12:09:18')}, valid from: '${at('11:09:17')}', valid to: '${at('11:19:17')}'.`,
      [
        { name: 'expired', minutes: 50, lifetime: 10 },
        { name: 'time-zone', hours: -1 },
      ],
    ],
    [
      'the older format',
      late('3/4/2026 5:06:07 PM', null, '3/4/2026 4:46:07 PM'),
      [{ name: 'expired', minutes: 20, lifetime: null }],
    ],
  ] as const) {
    it(name, () => expect(remarksOf(error(message))).to.deep.equal(expected));
  }

  it('are none where the message has none', () => {
    expect(remarksOf(error('Client assertion is not within its valid time range.'))).to.deep.equal([]);
  });

  it('are compared in words', () => {
    const [first, second] = remarksOf(error(late(at('05:06:07'), at('07:05:50'), at('07:15:50')))).map(remarkText);
    expect(first).to.contain('2 hours (120 minutes)');
    expect(second).to.contain('UTC+2').and.contain('time zone');
    const [, guessed] = remarksOf(error(late(at('10:06:12'), null, at('05:16:07')))).map(remarkText);
    expect(guessed).to.contain('made for 10 minutes').and.contain('5 hours (300 minutes) behind UTC');
    const [old] = remarksOf(error(late(at('05:31:07'), at('05:06:07'), at('05:16:07')))).map(remarkText);
    expect(old).to.equal('The assertion had expired 15 minutes before it was presented. It was valid for 10 minutes.');
  });
});

describe('an identifier that is nearly a GUID', () => {
  it('is named with its length', () => {
    const found = remarksOf({ ...error(''), code: 700016, tenant: '5ecd6548-e33b-4b9d-9986-bd3c22986c6' });
    expect(found.map(remarkText).join()).to.contain('35 characters');
  });

  it('is not reported for a name, a domain or a GUID', () => {
    for (const tenant of ['Contoso', 'contoso.onmicrosoft.com', 'my-app', '5ecd6548-e33b-4b9d-9986-bd3c22986c61']) {
      expect(remarksOf({ ...error(''), code: 90002, tenant }), tenant).to.deep.equal([]);
    }
  });
});
