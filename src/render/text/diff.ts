/** `subject diff`: the parts that differ under each other, then the mistake that explains them. */
import type { PartDiff } from '../../domain/trust/diff.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import type { CredentialDiffJson, DiffJson, LiveDiffJson } from '../json/subject.ts';
import { type Style, wrap } from '../style.ts';
import { mistakeLines } from './mistake.ts';
import { emulatedBanner } from './report.ts';
import { valueDiffLines } from './value-diff.ts';

export function diffText(result: DiffJson | LiveDiffJson, style: Style): string {
  const live = 'credentials' in result;
  const { expected, equal, mistakes, parts } = result;
  return [
    live && result.emulated ? emulatedBanner(style) : '',
    verdict(result, style),
    ...partSections(parts, style),
    ...mistakes.map((mistake) => mistakeLines(mistake, style).join('\n')),
    equal === false && mistakes.length === 0 ? noKnownMistake(style) : '',
    live ? credentialLines(result.credentials, style) : '',
    equal === false && expected !== null ? wanted(expected, style) : '',
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

function verdict({ expected, equal, warning }: DiffJson, style: Style): string {
  if (expected === null) return '';
  const { version, reason } = expected;
  if (equal === null) {
    const why = wrap(reason ?? 'What the platform presents cannot be predicted.', style.width, '  ');
    return [style.warning(`${style.marks.blocked} Not judged: version ${version}`), ...why].join('\n');
  }
  if (!equal) return style.bad(`${style.marks.error} Not what the platform presents (version ${version})`);
  return [
    style.good(`${style.marks.passed} Equal to what the platform presents (version ${version})`),
    ...(warning === null ? [] : wrap(warning, style.width, '  ').map(style.warning)),
  ].join('\n');
}

/** What is equal in one line, what differs each with its two values. */
function partSections(parts: readonly PartDiff[], style: Style): string[] {
  const named = (wanted: boolean | null) => parts.filter(({ equal }) => equal === wanted).map(({ part }) => part);
  const equal = named(true);
  const notJudged = named(null);
  const differing = parts.filter((part) => part.equal === false);
  const summary = [
    ...(equal.length === 0 ? [] : wrap(`${style.good(style.marks.passed)} equal: ${equal.join(', ')}`, style.width)),
    ...(notJudged.length === 0 ? [] : wrap(`${style.marks.blocked} not judged: ${notJudged.join(', ')}`, style.width)),
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
  if (credentials.length === 0) return 'The application holds no federated identity credential.';
  return [
    style.title('Credentials, the nearest first'),
    ...credentials.map(({ name, equal, mistakes }) => {
      const state = equal === null ? 'not judged' : equal ? style.good('equal') : style.bad('different');
      return `  ${name}: ${state}${mistakes.length > 0 ? ` (${mistakes.map((mistake) => mistake.name).join(', ')})` : ''}`;
    }),
  ].join('\n');
}

function noKnownMistake(style: Style): string {
  const text = 'No known mistake explains this difference: it may be a slip of the pen, or another set-up.';
  return wrap(text, style.width).join('\n');
}

/** Whole and unbroken, for the clipboard. */
function wanted({ issuer, subject, audience }: Trust, style: Style): string {
  return [
    style.title('The credential has to hold'),
    ...[issuer, subject, audience].filter((value) => value !== null).map((value) => `  ${style.command(value)}`),
  ].join('\n');
}
