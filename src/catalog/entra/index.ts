/** What is known about a code: cause and fix in our own words, with how sure that is. Offline, and never a guess. */
import { type Area, codeEntry } from '../../domain/entra-errors/codes.ts';
import { application } from './application.ts';
import { applicationSignIn } from './application-sign-in.ts';
import { areaEntries } from './areas.ts';
import { assertionRefused } from './assertion-refused.ts';
import { client } from './client.ts';
import { clientAssertion } from './client-assertion.ts';
import { conditionalAccess } from './conditional-access.ts';
import type { EntraConfidence, EntraEntries, EntraEntry } from './entry.ts';
import { noCredential } from './no-credential.ts';
import { resource } from './resource.ts';
import { tenant } from './tenant.ts';
import { tenantPolicy } from './tenant-policy.ts';

export interface EntraExplanation {
  readonly code: number;
  /** Of the code table; null where Microsoft publishes none. */
  readonly name: string | null;
  readonly area: Area | null;
  readonly title: string;
  readonly cause: string;
  /** Lines; a line that begins with two spaces is a command to paste. */
  readonly fix: readonly string[];
  readonly see: readonly string[];
  readonly confidence: EntraConfidence;
}

const explained: EntraEntries = {
  ...noCredential,
  ...assertionRefused,
  ...clientAssertion,
  ...application,
  ...applicationSignIn,
  ...tenant,
  ...tenantPolicy,
  ...resource,
  ...conditionalAccess,
  ...client,
};

/** Codes with a cause and a fix of their own. */
export const explainedCodes: readonly number[] = Object.keys(explained).map(Number);

const unknown: EntraEntry = {
  title: 'A code that is not known here',
  cause:
    'Neither Microsoft’s reference page of early 2025 nor any text that we met has it. The message itself is all there is.',
  fix: [
    'Read the message as it stands. Microsoft’s look-up may know more:',
    '  https://login.microsoftonline.com/error?code=<code>',
  ],
  see: [],
  confidence: 'unknown',
};

/** Every number has an answer; `confidence` tells how much it is worth. */
export function explainEntraCode(code: number): EntraExplanation {
  const entry = codeEntry(code);
  const known = explained[code] ?? (entry === null ? unknown : areaEntries[entry.area]);
  const fix = known.fix.map((line) => line.replace('<code>', String(code)));
  return { code, name: entry?.name ?? null, area: entry?.area ?? null, ...known, fix };
}
