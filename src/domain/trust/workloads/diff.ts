/** Compares the claims that a workload of any system presented with the configured ones, byte for byte. */
import type { PresentedTrust } from '../trust.ts';
import { identifyWorkload } from './identify.ts';
import type { Workload } from './workload.ts';

export interface ClaimDiff {
  /** `issuer`, `subject`, `audience`, or a value that the subject names, such as `branch`. */
  readonly part: string;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Null: only one side is known. */
  readonly equal: boolean | null;
}

/** Differences that the usual causes of a system explain. */
export type DifferenceName =
  | 'immutable-ids-configured'
  | 'immutable-ids-presented'
  | 'github-context'
  | 'issuer-final-slash-missing'
  | 'issuer-final-slash-added'
  | 'case-only'
  | 'audience-case'
  | 'other-workload';

export interface PresentedDiff {
  /** Null: no claim is known on both sides. */
  readonly equal: boolean | null;
  readonly claims: readonly ClaimDiff[];
  readonly differences: readonly DifferenceName[];
}

const claims = ['issuer', 'subject', 'audience'] as const;

export function diffPresented(presented: PresentedTrust, configured: PresentedTrust): PresentedDiff {
  const whole = claims
    .map((part): ClaimDiff => {
      const [expected, actual] = [presented[part], configured[part]];
      return { part, expected, actual, equal: expected === null || actual === null ? null : expected === actual };
    })
    .filter(({ expected, actual }) => expected !== null || actual !== null);
  const judged = whole.filter(({ equal }) => equal !== null);
  const equal = judged.length === 0 ? null : judged.every((claim) => claim.equal === true);
  const subject = whole.find(({ part, equal: same }) => part === 'subject' && same === false);
  const sides = subject === undefined ? null : sidesOf(presented, configured);
  return {
    equal,
    claims: [...whole, ...(sides === null ? [] : pieces(sides))],
    differences: equal === false ? differencesOf(presented, configured, sides) : [],
  };
}

interface Sides {
  readonly presented: Workload | null;
  readonly configured: Workload | null;
}

function sidesOf(presented: PresentedTrust, configured: PresentedTrust): Sides {
  return {
    presented: identifyWorkload(presented.issuer, presented.subject),
    configured: identifyWorkload(configured.issuer, configured.subject),
  };
}

/** The values of two subjects of one system under each other. */
function pieces({ presented, configured }: Sides): readonly ClaimDiff[] {
  if (presented === null || presented.kind !== configured?.kind) return [];
  const names = [...new Set([...presented.parts, ...configured.parts].map(({ name }) => name))];
  return names.map((name) => {
    const expected = partOf(presented, name);
    const actual = partOf(configured, name);
    return { part: name, expected, actual, equal: expected === actual };
  });
}

function partOf({ parts }: Workload, name: string): string | null {
  return parts.find((part) => part.name === name)?.value ?? null;
}

function differencesOf(
  presented: PresentedTrust,
  configured: PresentedTrust,
  sides: Sides | null,
): readonly DifferenceName[] {
  return [
    ...issuerDifferences(presented.issuer, configured.issuer),
    ...(sides === null ? [] : subjectDifferences(sides, presented.subject, configured.subject)),
    ...(sameLetters(presented.audience, configured.audience) ? (['audience-case'] as const) : []),
  ];
}

function issuerDifferences(presented: string | null, configured: string | null): readonly DifferenceName[] {
  if (presented === null || configured === null) return [];
  if (presented === `${configured}/`) return ['issuer-final-slash-missing'];
  if (`${presented}/` === configured) return ['issuer-final-slash-added'];
  return sameLetters(presented, configured) ? ['case-only'] : [];
}

function subjectDifferences(
  { presented, configured }: Sides,
  presentedText: string | null,
  configuredText: string | null,
): readonly DifferenceName[] {
  if (sameLetters(presentedText, configuredText)) return ['case-only'];
  if (presented === null || configured === null) return [];
  if (presented.kind !== configured.kind) return ['other-workload'];
  if (presented.kind !== 'github-actions') return [];
  const withIds = (side: Workload): boolean => side.parts.some(({ name }) => name === 'repository ID');
  const context = (side: Workload): string => side.parts.at(-1)?.name ?? '';
  return [
    ...(withIds(configured) && !withIds(presented) ? (['immutable-ids-configured'] as const) : []),
    ...(withIds(presented) && !withIds(configured) ? (['immutable-ids-presented'] as const) : []),
    ...(context(presented) !== context(configured) ? (['github-context'] as const) : []),
  ];
}

function sameLetters(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b && a.toLowerCase() === b.toLowerCase();
}
