/**
 * Time in proportion to the input: every regular expression of `src`, and every reader of a text. An expression that
 * starts at many places and runs to the end from each takes minutes for a megabyte.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRedactor, redactPatterns } from '../../src/domain/redact.ts';
import { cpuTime } from '../../test/cpu-time.ts';
import type { Expression } from './expressions.ts';
import { textReaders } from './inputs.ts';
import type { Attempt } from './row.ts';

/** Times the CPU time for four times the input; 4 is linear, 16 quadratic. Between them lies what garbage collection adds. */
export const mostTimes = 6;
/** What stays below this for 32 kB is fast whatever its growth. */
const fastMs = 8;
const short = 8 * 1024;

/** Expressions that only ever see a short piece of a text: they need not be linear, only fast for as much as they see. */
const bounded: Readonly<Record<string, { readonly sees: string; readonly atMost: number }>> = {
  'domain/entra-errors/decode/metadata-blocks.ts': { sees: 'what stands between a block and a code', atMost: 1000 },
  'domain/entra-errors/decode/message.ts': { sees: 'what stands before a newline, or one message', atMost: 2000 },
  'domain/entra-errors/platform/sentence.ts': { sees: 'one sentence', atMost: 2000 },
  'domain/entra-errors/log/log-segments.ts': { sees: 'the last characters of a segment', atMost: 12 },
};

/**
 * All of them, literals and what is put together: a limit of a limit repeats a text, too.
 * @throws Error if an expression that is put together is not seen
 */
export function expressionsIn(): readonly Expression[] {
  const file = fileURLToPath(new URL('collect.ts', import.meta.url));
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const text = execFileSync(process.execPath, ['--import', 'tsx/esm', file], options);
  const { expressions, unseen } = JSON.parse(text) as { expressions: Expression[]; unseen: string[] };
  if (unseen.length > 0)
    throw new Error(`on-demand.ts does not call what makes the expressions in ${unseen.join(', ')}`);
  return expressions;
}

interface Pumps {
  /** Repeated. */
  readonly pumps: readonly string[];
  /** What may stand before. */
  readonly leads: readonly string[];
}

/** Texts made of the expression's own letters: a text of others is skipped at once. */
function pumpsOf(pattern: string): Pumps {
  const plain = pattern
    .replace(/\(\?(?:<?[=!]|:|<\w{1,20}>)/g, '(')
    .replace(/\\p\{[^}]*\}/g, 'a')
    .replace(/\\u[0-9a-f]{4}|\\x[0-9a-f]{2}/gi, '\t')
    .replace(/\\[dD]/g, '0')
    .replace(/\\[wWS]/g, 'a')
    .replace(/\\s/g, ' ')
    .replace(/\\t/g, '\t')
    .replace(/\\[rn]/g, '\n')
    .replace(/\\[bB]/g, '')
    .replace(/\[\^?(\\?.)[^\]]*\]/g, '$1')
    .replace(/\{\d*,?\d*\}/g, '');
  const words = plain
    .split(/[()|?*+^$]+|(?<!\\)\./)
    .map((word) => word.replace(/\\(.)/g, '$1'))
    .filter((word) => word !== '');
  const letters = [...new Set(plain.replace(/\\(.)/g, '$1'))];
  const single = [...new Set([...words.slice(0, 12), ...common, ...letters])].slice(0, 32);
  const pairs = words.slice(0, 6).flatMap((word, index) => [word + (words[index + 1] ?? ''), `${word} `, `${word}a`]);
  return {
    pumps: [...new Set([...single, ...pairs, words.join('')])].filter((each) => each !== ''),
    leads: [...new Set(['', ...[1, 2].map((count) => words.slice(0, count).join(''))])],
  };
}

const common = ['a', '0', ' ', '\n', '\t', '-', '/', '.', '"', 'A', 'f', '!'];

/** What the text ends with decides whether a match fails only there. */
const ends = ['', '\u0000\n'];

/** Null: in proportion to the input, or fast. */
async function growthOf(
  work: (text: string) => unknown,
  pump: string,
  end: string,
  before = '',
  atMost = Infinity,
): Promise<number | null> {
  const text = (size: number) => before + pump.repeat(Math.ceil(size / pump.length)) + end;
  const [one, four] = [text(Math.min(short, atMost / 4)), text(Math.min(4 * short, atMost))];
  if ((await cpuTime(() => work(four))) < fastMs) return null;
  let least = Infinity;
  for (let attempt = 0; attempt < 4 && least > mostTimes; attempt += 1) {
    const base = await cpuTime(() => work(one));
    least = Math.min(least, (await cpuTime(() => work(four))) / Math.max(base, fastMs / 4));
  }
  return least;
}

/** Tries one expression with all its pumps. `search` scans from every place, as `replace` and `match` do. */
export async function growthOfExpression({
  place,
  pattern,
  flags,
}: Expression): Promise<{ times: number; pump: string }> {
  const expression = new RegExp(pattern, flags.replace('g', ''));
  const work = flags.includes('y')
    ? (text: string) => {
        expression.lastIndex = 0;
        expression.test(text);
      }
    : (text: string) => text.search(expression);
  const { pumps, leads } = pumpsOf(pattern);
  const limit = bounded[place.replace(/:\d+$/, '')]?.atMost;
  let worst = { times: 0, pump: '' };
  for (const lead of leads) {
    for (const pump of pumps) {
      for (const end of ends) {
        const times = await growthOf(work, pump, end, lead, limit);
        if (times !== null && times > worst.times) worst = { times, pump: JSON.stringify(pump) };
        if (worst.times > mostTimes) return worst;
      }
    }
  }
  return worst;
}

const tokens = [
  ...[
    'a.',
    'a-',
    'eyJaaaaaa-',
    'eyJaaaaaa.',
    '0.A',
    'System.',
    'a://',
    'Bearer ',
    'sig=',
    '"sig":',
    '-----BEGIN ',
    'x8Q~',
  ],
  ...[
    '-----BEGIN CERTIFICATE-----',
    '-----BEGIN PRIVATE KEY-----',
    'AADSTS70',
    "'",
    '"',
    '{"a":',
    '[',
    '%2',
    '%E2%82',
    '\\u00',
  ],
  ...[
    '&#x2f;',
    '\u001b[',
    '\n',
    '\n ',
    '| ',
    '> ',
    '2026-01-01T00:00:00Z ',
    '00000000-0000-',
    'h/',
    'i/',
    'CN=',
    ', ',
    '<title',
    '@',
  ],
];

const redactor = createRedactor();
redactor.register('q7Z8Q~vN3xKp0LrT5wYbE2hUjM9sGdAc4fRiOz1W');

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['redact', (text) => redactor.redact(redactPatterns(text))],
  ...textReaders.map((read, index) => [`text reader ${index}`, quiet(read)] as const),
];

function quiet(read: (text: string) => unknown): (text: string) => unknown {
  return async (text) => {
    try {
      await read(text);
    } catch {
      // An error of ppmi; the row on texts shows which one.
    }
  };
}

/** Every expression, then every reader with every token. */
export const linear: Attempt = async ({ from, to, until }) => {
  const cases = [
    ...expressionsIn().map((expression) => async () => {
      const { times, pump } = await growthOfExpression(expression);
      return { times, name: `${expression.place} /${expression.pattern}/ for ${pump}` };
    }),
    ...readers.flatMap(([name, read]) =>
      tokens.map((token) => async () => {
        const times = (await growthOf(read, token, '')) ?? 0;
        return { times, name: `${name} for ${JSON.stringify(token)}` };
      }),
    ),
  ];
  const failures: string[] = [];
  let [tried, worst] = [0, 0];
  for (const attempt of cases.slice(from, to)) {
    if (tried > 0 && Date.now() > until) break;
    const { times, name } = await attempt();
    tried += 1;
    worst = Math.max(worst, times);
    if (times > mostTimes) failures.push(`${name}: ${times.toFixed(1)} times the CPU time for 4 times the text`);
  }
  return { tried, failures, worst: { value: worst, unit: 'times' } };
};
