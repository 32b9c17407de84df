/** Explains the codes and names of ppmi itself: findings, errors, checks, and the words of reports. */
import { type Entry, entries, entryByCode, entryByName, isFindingName, nearestCode } from '../../catalog/index.ts';
import { createPrinter, unknownContext } from '../../catalog/printer.ts';
import { shellLines } from '../../catalog/shell-lines.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { FindingName } from '../../domain/findings.ts';
import type { Step } from '../../domain/plan.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { ExplanationJson } from '../../render/json/explanation.ts';

/** Reasons of blocked checks, and their scenarios, that have no error of their own. */
const reasons: Readonly<Record<string, string>> = {
  'no-sign-in': 'sign-in-missing',
  malformed: 'answer-malformed',
  'cut-answers': 'answer-malformed',
  'service-down': 'throttled',
  'no-graph-permission': 'refused',
  'no-dataverse-access': 'refused',
  'no-arm-access': 'refused',
};

const inconclusive: ExplanationJson = {
  code: 'not-predictable',
  name: null,
  title: 'The expected value cannot be predicted',
  cause:
    "ppmi read everything, but the platform's value is not documented for this case, or sources disagree. A check that depends on it is not judged, and nothing is repaired on it.",
  fix: [
    'Take the value from the error of a real run; what the platform presents is always right:',
    '  ppmi error decode <file>',
  ].join('\n'),
  see: [],
  confidence: null,
};

export async function ofPpmi(text: string, shell: ShellTarget): Promise<ExplanationJson | null> {
  if (text.toLowerCase() === inconclusive.code) {
    return { ...inconclusive, fix: shellLines(inconclusive.fix.split('\n'), shell).join('\n') };
  }
  const reason = reasons[text.toLowerCase()];
  // `throttled` is a finding as well, but a blocked check ends with the error.
  const entry =
    reason === undefined
      ? entryByCode(text)
      : (entries.find(({ name, code }) => name === reason && code.startsWith('PPMI9')) ?? null);
  return entry === null ? null : ours(entry, shell);
}

async function ours(entry: Entry, shell: ShellTarget): Promise<ExplanationJson> {
  const { code, name, title, cause, see } = entry;
  const steps = isFindingName(name) && !code.startsWith('PPMI9') ? await stepsOf(name, entry) : [];
  return {
    code,
    name,
    title,
    cause,
    fix: entry.fix({}, createPrinter(unknownContext(shell), steps)).join('\n'),
    see,
    confidence: null,
  };
}

/** More names than these would hide the sentence around them. */
const most = 8;

/** Names of checks, and the words of reports, plans and journals. */
export async function ofReport(text: string, shell: ShellTarget): Promise<ExplanationJson | null> {
  const { ownWord } = await import('../../catalog/own-words.ts');
  const word = ownWord(text);
  const shared = { code: text, name: null, see: [], confidence: null };
  if (word !== null)
    return { ...shared, title: word.title, cause: word.cause, fix: shellLines(word.fix ?? [], shell).join('\n') };
  const { checks } = await import('../../diagnosis/checks/index.ts');
  const check = checks.find(({ id }) => id === text);
  if (check === undefined) return null;
  return {
    ...shared,
    title: `Checks that ${check.title}`,
    cause: `A check of doctor. It reads ${check.needs.join(', ')}${check.emits.length > most ? ' and reports the findings below' : ` and reports ${check.emits.join(', ')}`}.`,
    fix: shellLines(
      [
        'Run all checks of a component, and list them:',
        '  ppmi doctor --environment <environment-url> --component <component-name-or-id> --verbose',
      ],
      shell,
    ).join('\n'),
    see: check.emits.map((name) => entryByName(name).code),
  };
}

/** Loads repairs only for a finding that has one. */
async function stepsOf(name: FindingName, { repair }: Entry): Promise<readonly Step[]> {
  if (repair === 'none') return [];
  const { exampleSteps } = await import('../../repair/example.ts');
  return exampleSteps(name);
}

export function unknownCode(code: string): PpmiError {
  return new PpmiError('code-unknown', { code, suggestion: nearestCode(code) ?? undefined });
}
