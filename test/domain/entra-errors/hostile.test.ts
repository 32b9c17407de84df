import { expect } from 'chai';
import { decodeErrors } from '../../../src/domain/entra-errors/decode/decode.ts';
import { cpuTime, growth, mostGrowth, referenceTime } from '../../cpu-time.ts';
import { noFit, repo, tail } from './texts/ids.ts';

const error = `AADSTS700213: ${noFit('subject', repo)} ${tail}`;

/** Each gives a text of about so many characters. */
const hostile: Readonly<Record<string, (size: number) => string>> = {
  'one line of letters': (size) => `${'x'.repeat(size)}${error}`,
  'errors without a line end': (size) => `${error} `.repeat(size / error.length),
  'codes only': (size) => 'AADSTS70021 '.repeat(size / 12),
  'codes with colons only': (size) => 'AADSTS70021:'.repeat(size / 12),
  backslashes: (size) => `${error}${'\\'.repeat(size)}`,
  'backslashes before a quote': (size) => `${'\\'.repeat(size)}"${error}`,
  'escaped backslashes of their own kind': (size) => `${'\\u005c'.repeat(size / 6)}n${error}`,
  'ampersands that were escaped again': (size) => `&${'amp;'.repeat(size / 4)}#39;${error}`,
  'per cent signs that were encoded again': (size) => `AADSTS70021%${'25'.repeat(size / 2)}3a${error}`,
  'a long percent-encoded token': (size) => `${error}%20`.repeat(size / error.length).replaceAll(' ', '%20'),
  quotes: (size) => `AADSTS700213: No matching ${"' '".repeat(size / 3)}`,
  'quotes after each code': (size) => `AADSTS700213: ${"'a'a".repeat(500)}\n`.repeat(size / 2015),
  'opening braces': (size) => `{"error_description":"${'{'.repeat(size)}${error}`,
  fields: (size) => `${error} ${'"trace_id":"error_description":'.repeat(size / 31)}`,
  bodies: (size) =>
    '{"error":"invalid_client","error_description":"AADSTS70025: x","error_codes":[70025]}'.repeat(size / 85),
  labels: (size) => `${error} ${'Trace ID: Correlation ID: Timestamp: '.repeat(size / 37)}`,
  'labels with long gaps': (size) => `AADSTS70021: ${`Trace${' '.repeat(199)}ID: `.repeat(size / 209)}`,
  'page blocks': (size) => 'Request Id: 1 Correlation Id: 2 Timestamp: 3 Message: '.repeat(size / 54) + error,
  'line ends': (size) => `AADSTS70021: a${'\n'.repeat(size)}Trace ID: x`,
  'line ends after each code': (size) => `AADSTS70021: a${'\n '.repeat(2000)}`.repeat(size / 4014),
  blanks: (size) => `AADSTS70021: a${' '.repeat(size)}`,
  'blanks in many lines': (size) => `AADSTS70021: a.${`${' '.repeat(1999)}\n`.repeat(size / 2000)}`,
  'escape characters': (size) => `${'\u001b['.repeat(size / 2)}${error}`,
  'unfinished colours': (size) => `${'\u001b[;;;'.repeat(size / 5)}${error}`,
  'unfinished tags': (size) => `${'<b '.repeat(size / 3)}${error}`,
  'unfinished links': (size) => `${'[a]('.repeat(size / 4)}${error}`,
  'boxes to the right': (size) => `${' │'.repeat(size / 2)}x\n${error}`,
  'prefixes of prefixes': (size) => `${'> | > '.repeat(size / 6)}${error}`,
  'login details': (size) => 'Federated token details:\n issuer - a\n'.repeat(size / 38) + error,
  'attempts of one code': (size) => {
    const line = (index: number): string =>
      `AADSTS70025: No. Trace ID: ${index.toString(16).padStart(8, '0')}-1b2c-4d3e-9f4a-5b6c7d8e9f00\n`;
    return Array.from({ length: size / 66 }, (_, index) => line(index)).join('');
  },
  'attempts without ids': (size) =>
    Array.from(
      { length: size / 90 },
      (_, index) => `AADSTS700016: Application with identifier '${index}' was not found in the directory 'd'.\n`,
    ).join(''),
  concatenations: (size) => `"${'" + "'.repeat(size / 5)}${error}"`,
  'stops that begin and do not end': (size) => `AADSTS70021: ${'\nabcdefgh.Exceptio'.repeat(size / 18)}`,
};

/** Characters. */
const size = 125_000;

describe('hostile texts', () => {
  before(() => {
    for (const make of Object.values(hostile)) decodeErrors(make(20_000));
  });

  for (const [name, make] of Object.entries(hostile)) {
    it(`are decoded in time proportional to their length: ${name}`, async () => {
      const texts = new Map([size, 4 * size].map((length) => [length, make(length)]));
      expect(await growth(size, (length) => decodeErrors(texts.get(length) ?? ''))).to.be.below(mostGrowth);
    });
  }

  it('of 10 MB in one line are decoded in a bounded number of passes', async () => {
    const text = `${JSON.stringify({ a: JSON.stringify({ b: 'x'.repeat(5_000_000) }) })}${'\\'.repeat(5_000_000)}${error}`;
    expect(text.length).to.be.above(10_000_000);
    let codes: readonly number[] = [];
    const time = await cpuTime(() => {
      codes = decodeErrors(text).map(({ code }) => code);
    });
    expect(codes).to.deep.equal([700213]);
    expect(time / (await referenceTime())).to.be.below(500);
  });
});
