/** What is known about a code: cause and fix, with how sure that is. Offline, and never a guess. */
import { type Area, codeEntry } from '../../domain/entra-errors/codes.ts';
import { noMatch } from '../../domain/entra-errors/decode/extract-claims.ts';
import type { Workload } from '../../domain/trust/workloads/workload.ts';
import { application } from './application.ts';
import { applicationSignIn } from './application-sign-in.ts';
import { areaEntries } from './areas.ts';
import { assertionRefused } from './assertion-refused.ts';
import { client } from './client.ts';
import { clientAssertion } from './client-assertion.ts';
import { conditionalAccess } from './conditional-access.ts';
import { type EntraConfidence, type EntraEntries, type EntraEntry, plugInCommands } from './entry.ts';
import { noCredential, version0Causes } from './no-credential.ts';
import { resource } from './resource.ts';
import { tenant } from './tenant.ts';
import { tenantPolicy } from './tenant-policy.ts';
import { workloadSentence, workloads } from './workloads.ts';

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
  title: 'ppmi does not know this code',
  cause:
    "The code is neither on Microsoft's reference page of early 2025 nor in any text that ppmi was built from. Only the message itself explains it.",
  fix: [
    "Read the message. Microsoft's error look-up may know more:",
    '  https://login.microsoftonline.com/error?code=<code>',
  ],
  see: [],
  confidence: 'unknown',
};

/**
 * Every number has an answer; `confidence` tells how much it is worth. `workload`: whose assertion the error is about. For
 * any but a plug-in, causes and commands that concern plug-ins give way to those of the workload. `version0`: the presented
 * subject is of version 0.
 */
export function explainEntraCode(code: number, workload: Workload | null = null, version0 = false): EntraExplanation {
  const entry = codeEntry(code);
  const known = explained[code] ?? (entry === null ? unknown : areaEntries[entry.area]);
  const words = workload === null || workload.kind === 'dataverse-plugin' ? known : ofOther(code, known, workload);
  const cause = (version0 ? version0Causes[code] : undefined) ?? words.cause;
  const fix = words.fix.map((line) => line.replace('<code>', String(code)));
  return { code, name: entry?.name ?? null, area: entry?.area ?? null, ...words, cause, fix };
}

function ofOther(code: number, known: EntraEntry, { kind, parts }: Workload): EntraEntry {
  if (kind === 'dataverse-plugin') return known;
  const whose = workloadSentence(kind, parts);
  if (noMatch.has(code) || code === 700236) {
    return { ...known, cause: `${whose} ${workloads[kind].usual}`, fix: workloads[kind].fix };
  }
  const general = known.fix.filter((line, index) => !isForPlugIns(line, known.fix[index + 1]));
  const cause = known.cause.split(/(?<=\.) /).filter((sentence) => !aboutPlugIns.test(sentence));
  const fix =
    general.length > 0 ? general : [`Compare the value in the message with the settings of ${workloads[kind].name}.`];
  return { ...known, cause: [whose, ...cause].join(' '), fix };
}

const aboutPlugIns = /plug-in|managed identity record/i;

/** A command about a plug-in, or the sentence that leads to one. */
function isForPlugIns(line: string, next: string | undefined): boolean {
  return (
    plugInCommands.includes(line) ||
    aboutPlugIns.test(line) ||
    (line.endsWith(':') && next !== undefined && plugInCommands.includes(next))
  );
}
