/** Mistakes in an audience. */
import { cloud, cloudIds, legacyAudience } from '../../../cloud/cloud.ts';
import { parseGuid } from '../../../guid.ts';
import type { TrustVersion } from '../../trust.ts';
import { type Mistake, type MistakeName, mistake } from '../mistakes.ts';

export function recognizeAudience(expected: string, actual: string, version: TrustVersion): readonly Mistake[] {
  const [first, ...others] = namesOf(expected, actual.trim(), version);
  if (first === undefined) return [];
  return [mistake(first, 'audience'), ...others.map((name) => mistake(name, 'audience', { candidate: true }))];
}

function namesOf(expected: string, actual: string, version: TrustVersion): readonly MistakeName[] {
  const letters = actual.toLowerCase();
  const audiences = cloudIds.map((id) => cloud(id).ficAudience.value?.toLowerCase());
  if (actual === expected) return [];
  if (version !== 0 && actual === legacyAudience('public')) {
    return expected.toLowerCase() === actual ? ['audience-version-0'] : ['audience-version-0', 'audience-wrong-cloud'];
  }
  if (letters === expected.toLowerCase()) return ['audience-case'];
  if (audiences.includes(letters)) return ['audience-wrong-cloud'];
  const uri = /^(api:\/\/|https?:\/\/|urn:)./i.test(actual) || parseGuid(actual) !== null;
  return uri && !letters.includes('tokenexchange') ? ['audience-app-uri'] : [];
}
