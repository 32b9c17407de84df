/** The words of a verdict on a signing certificate. */
import type { SigningProblem, SigningProblemName, SigningVerdict } from '../domain/signed-file/signing-verdict.ts';

const problems: Readonly<Record<SigningProblemName, (verdict: SigningVerdict) => string>> = {
  expired: () => 'it has expired',
  'not-yet-valid': () => 'it is not valid yet',
  'expires-soon': ({ daysLeft }) => `it expires in ${days(daysLeft)}`,
  'not-for-code-signing': () => 'its extended key usage does not include code signing (1.3.6.1.5.5.7.3.3)',
  'lifetime-signing': () => 'its extended key usage includes lifetime signing',
  'key-not-rsa': () => 'its key is not RSA',
  'key-too-short': ({ rsaKeyBits }) => `its RSA key has ${rsaKeyBits} bits, fewer than 2048`,
  'weak-signature': () => 'it is signed with a weak hash algorithm',
  'untrusted-root': () => 'it is self-signed, so NuGet reports an untrusted root where it is not installed as trusted',
};

/** One sentence: what the certificate can sign, how long, and every reason against it. */
export function signingSentence(verdict: SigningVerdict): string {
  const { status, daysLeft } = verdict;
  const because = verdict.problems.map((problem) => problemText(problem, verdict)).join('; ');
  const reasons = because === '' ? '' : `: ${because}`;
  if (status === 'unusable') return `Cannot sign assemblies or packages${reasons}.`;
  if (status === 'not-for-packages') return `Can sign assemblies, but NuGet refuses it for packages${reasons}.`;
  return `Can sign assemblies and packages, ${days(daysLeft)} left${reasons}.`;
}

export function problemText({ name, nuget }: SigningProblem, verdict: SigningVerdict): string {
  return `${problems[name](verdict)}${nuget === null ? '' : ` (${nuget})`}`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
