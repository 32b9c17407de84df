/** What `explain` says about a code or a name: of ppmi, of Entra, or of what stands around a token. */

import { explainEntraCode } from '../../catalog/entra/index.ts';
import { explainPlatformError, isPlatformErrorName } from '../../catalog/entra/platform/index.ts';
import { isOtherWorkload, workloads } from '../../catalog/entra/workloads.ts';
import { type Entry, entries, entryByCode, isFindingName, nearestCode } from '../../catalog/index.ts';
import { createPrinter, unknownContext } from '../../catalog/printer.ts';
import { codeEntry } from '../../domain/entra-errors/codes.ts';
import { noValues, type PlatformError } from '../../domain/entra-errors/platform/platform-error.ts';
import { platformErrorOfCode } from '../../domain/entra-errors/platform/platform-errors.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { ExplanationJson } from '../../render/json/explanation.ts';
import type { Outcome } from '../../render/outcome.ts';
import { explanationText } from '../../render/text/explanation.ts';
import { exampleSteps } from '../../repair/example.ts';

/**
 * `PPMI2004`, a finding's name, `AADSTS700213` or its number alone, a code or name that `error decode` shows, or the reason
 * of a blocked check.
 * @throws PpmiError `code-unknown`
 */
export function explainCode(code: string, shell: ShellTarget): Outcome<ExplanationJson> {
  return { result: explanationOf(code, shell), exitCode: 0, text: explanationText };
}

function explanationOf(code: string, shell: ShellTarget): ExplanationJson {
  const text = code.trim();
  const known = ofPpmi(text, shell) ?? ofEntra(text) ?? ofPlatform(text) ?? ofWorkload(text.toLowerCase());
  if (known !== null) return known;
  const suggestion = nearestCode(code) ?? undefined;
  throw new PpmiError('code-unknown', { code, suggestion });
}

/** Reasons of blocked checks, and scenarios of them, that are not errors of their own. */
const reasons: Readonly<Record<string, string>> = {
  'no-sign-in': 'sign-in-missing',
  malformed: 'answer-malformed',
  'cut-answers': 'answer-malformed',
  'service-down': 'throttled',
  'no-graph-permission': 'refused',
  'no-dataverse-access': 'refused',
  'no-arm-access': 'refused',
};

const notPredictable: ExplanationJson = {
  code: 'not-predictable',
  name: null,
  title: 'The expected value cannot be predicted',
  cause:
    'ppmi read everything, but the platform’s value is not documented for this case, or sources disagree. A check that depends on it is not judged, and nothing is repaired on it.',
  fix: [
    'Take the value from the error of a real run; what the platform presents is always right:',
    '  ppmi error decode <file>',
  ].join('\n'),
  see: [],
  confidence: null,
};

function ofPpmi(text: string, shell: ShellTarget): ExplanationJson | null {
  if (text.toLowerCase() === notPredictable.code) return notPredictable;
  const reason = reasons[text.toLowerCase()];
  // `throttled` is a finding as well; a blocked check ends with the error.
  const entry =
    reason === undefined
      ? entryByCode(text)
      : (entries.find(({ name, code }) => name === reason && code.startsWith('PPMI9')) ?? null);
  return entry === null ? null : ours(entry, shell);
}

function ours(entry: Entry, shell: ShellTarget): ExplanationJson {
  const { code, name, title, cause, see } = entry;
  const steps = isFindingName(name) && !code.startsWith('PPMI9') ? exampleSteps(name) : [];
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

/** A bare number is Entra's unless only another service has it. */
function ofEntra(text: string): ExplanationJson | null {
  const [, prefix, digits] = /^(AADSTS)?(\d{5,8})$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits);
  if (prefix === undefined && codeEntry(number) === null && platformErrorOfCode(digits) !== null) return null;
  const { name, title, cause, fix, see, confidence } = explainEntraCode(number);
  const code = `AADSTS${number}`;
  const findings = entries.filter((entry) => entry.see.includes(code)).map((entry) => entry.code);
  return { code, name, title, cause, fix: fix.join('\n'), see: [...see, ...findings], confidence };
}

function ofPlatform(text: string): ExplanationJson | null {
  const named = text.toLowerCase();
  const found: Pick<PlatformError, 'name' | 'code' | 'runtime'> | null = isPlatformErrorName(named)
    ? { name: named, code: null, runtime: null }
    : platformErrorOfCode(text);
  if (found === null) return null;
  const { name, code, runtime } = found;
  const { title, cause, fix, see, confidence } = explainPlatformError({ name, code }, { ...noValues, runtime });
  return { code: code ?? name, name, title, cause, fix: fix.join('\n'), see, confidence };
}

/** The kind of workload that `error decode` and `subject explain` print. */
function ofWorkload(kind: string): ExplanationJson | null {
  if (!isOtherWorkload(kind)) return null;
  const { name, usual, fix } = workloads[kind];
  const cause = `An assertion of this workload does not come from a Dataverse plug-in. ${usual}`;
  return {
    code: kind,
    name: kind,
    title: `The assertion comes from ${name}`,
    cause,
    fix: fix.join('\n'),
    see: [],
    confidence: 'documented',
  };
}
