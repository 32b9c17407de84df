/** `subject diff`: the parts that differ under each other, then the mistake that explains them. */
import { inOnePiece, oneLine, quoted } from '../../domain/harmless-text.ts';
import type { PartDiff } from '../../domain/trust/diff.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import { type Workload, workloadTitles } from '../../domain/trust/workloads/workload.ts';
import type { CredentialDiffJson, DiffJson, LiveDiffJson, SubjectDiffJson } from '../json/subject.ts';
import { type Style, wrap, wrapItem } from '../style.ts';
import { mistakeLines } from './mistake.ts';
import { emulatedBanner } from './report.ts';
import { valueDiffLines } from './value-diff.ts';

export function diffText(result: DiffJson | SubjectDiffJson | LiveDiffJson, style: Style): string {
  const live = 'credentials' in result;
  const { expected, equal, mistakes, parts } = result;
  const workload = 'workload' in result ? result.workload : null;
  const other = workload === null || workload.kind === 'dataverse-plugin' ? null : workload;
  return [
    live && result.emulated ? emulatedBanner(style) : '',
    verdict(result, style),
    ...(other === null ? partSections(parts, style) : [otherWorkload(other, style)]),
    ...mistakes.map((mistake) => mistakeLines(mistake, style).join('\n')),
    equal === false && mistakes.length === 0 && other === null ? noKnownMistake(style) : '',
    live ? credentialLines(result.credentials, style) : '',
    equal === false && expected !== null ? expectedClaims(expected, style) : '',
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

/** Compared with a plug-in's, every part of another workload's subject differs, and none of that is a mistake. */
function otherWorkload({ kind, parts }: Workload, style: Style): string {
  const named = parts.map(({ name, value }) => `${name} ${inOnePiece(value)}`).join(', ');
  const text = `The credential is for ${workloadTitles[kind]}${named === '' ? '' : ` (${named})`}, not for a plug-in. Leave it unchanged, and create the credential of the plug-in beside it.`;
  return wrap(text, style.width).join('\n');
}

function verdict({ expected, equal, warning }: DiffJson, style: Style): string {
  if (expected === null) return '';
  const { version, reason } = expected;
  if (equal === null) {
    const why = wrap(reason ?? 'ppmi cannot predict what the platform presents.', style.width, '  ');
    return [style.warning(`${style.marks.blocked} Not compared: version ${version}`), ...why].join('\n');
  }
  if (!equal) return style.bad(`${style.marks.error} Not what the platform presents (version ${version})`);
  return [
    style.good(`${style.marks.passed} Equal to what the platform presents (version ${version})`),
    ...(warning === null ? [] : wrap(warning, style.width, '  ').map(style.warning)),
  ].join('\n');
}

/** What is equal in one line, what differs each with its two values. */
function partSections(parts: readonly PartDiff[], style: Style): string[] {
  const named = (state: boolean | null) => parts.filter(({ equal }) => equal === state).map(({ part }) => part);
  const equal = named(true);
  const notJudged = named(null);
  const differing = parts.filter((part) => part.equal === false);
  const summary = [
    ...(equal.length === 0 ? [] : wrapItem(style.good(style.marks.passed), `equal: ${equal.join(', ')}`, style.width)),
    ...(notJudged.length === 0
      ? []
      : wrapItem(style.marks.blocked, `not compared: ${notJudged.join(', ')}`, style.width)),
  ];
  return [
    summary.join('\n'),
    ...differing.map(({ part, expected, actual }) =>
      [
        `${style.bad(style.marks.error)} ${style.title(part)}`,
        ...valueDiffLines(expected ?? '', actual ?? '', style, '  '),
      ].join('\n'),
    ),
  ];
}

function credentialLines(credentials: readonly CredentialDiffJson[], style: Style): string {
  if (credentials.length === 0) return 'The application has no federated identity credential.';
  return [
    style.title('Credentials, the nearest first'),
    ...credentials.map(({ name, equal, mistakes }) => {
      const state = equal === null ? 'not compared' : equal ? style.good('equal') : style.bad('different');
      return `  ${oneLine(quoted(name))}: ${state}${mistakes.length > 0 ? ` (${mistakes.map((mistake) => mistake.name).join(', ')})` : ''}`;
    }),
  ].join('\n');
}

function noKnownMistake(style: Style): string {
  const text = 'No known mistake explains this difference. The credential may belong to something else.';
  return wrap(text, style.width).join('\n');
}

/** One line each, to copy. */
function expectedClaims({ issuer, subject, audience }: Trust, style: Style): string {
  return [
    style.title('Expected issuer, subject and audience'),
    ...[issuer, subject, audience].filter((value) => value !== null).map((value) => `  ${style.command(value)}`),
  ].join('\n');
}
