/** The text of `error decode` and `error list`. */
import { inOnePiece, oneLine, quoted } from '../../domain/harmless-text.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import type { CodeJson, ConfiguredJson, ErrorJson, ErrorsJson, PlatformErrorJson } from '../json/errors.ts';
import type { DiffJson } from '../json/subject.ts';
import { count, pad, type Style, wrap } from '../style.ts';
import type { diffText } from './diff.ts';
import { type KeyValue, keyValues } from './key-values.ts';

/** More single errors than these would hide the overview. */
const mostInFull = 12;

/** What only some texts need is loaded only for those. */
export async function errorsText(read: ErrorsJson, style: Style): Promise<string> {
  const text = await withoutBanner(read, style);
  return read.emulated ? `${(await import('./report.ts')).emulatedBanner(style)}\n\n${text}` : text;
}

async function withoutBanner({ errors, platform, grouped }: ErrorsJson, style: Style): Promise<string> {
  const compared = errors.some(({ configured }) => configured !== null);
  const differences = compared ? (await import('./diff.ts')).diffText : null;
  const others = (platform ?? []).map((error) => platformText(error, style));
  if (errors.length === 0 && others.length === 0) {
    return 'No error found that ppmi knows. An error of Microsoft Entra ID needs its AADSTS code: the words alone do not prove one.';
  }
  const shown = errors.slice(0, mostInFull).map((error) => errorText(error, grouped, differences, style));
  const rest = errors.slice(mostInFull);
  return [...shown, ...(rest.length === 0 ? [] : [overview(rest, style)]), ...others].join('\n\n');
}

type Differences = typeof diffText | null;

function errorText(error: ErrorJson, grouped: boolean, differences: Differences, style: Style): string {
  const { code, title, message, cause, fix, presented, remarks } = error;
  const rows: KeyValue[] = [
    ['count', grouped ? `${error.count}${span(error)}` : null],
    ['presented issuer', presented.issuer],
    ['presented subject', presented.subject],
    ['presented audience', presented.audience],
    ['expected subject', error.expectedSubject],
    ['client ID', error.clientId],
    ['resource', error.resource],
    ['tenant', error.tenant],
    ['trace ID', error.traceId],
    ['correlation ID', error.correlationId],
    ['time', error.timestamp],
  ];
  const values = keyValues(rows, style);
  return [
    style.title(`AADSTS${code}${error.name === null ? '' : ` ${error.name}`}: ${title}`),
    ...(message === null ? [] : wrap(quoted(message), style.width, '  ').map(style.dim)),
    ...(values === '' ? [] : [values]),
    '',
    ...wrap(cause, style.width),
    ...remarks.flatMap((remark) => ['', ...wrap(remark, style.width)]),
    ...linkLines(error, differences, style),
    '',
    ...prose(fix, style),
  ].join('\n');
}

/** What the subject says, a credential that matches, and how the configured one compares. */
function linkLines(
  { explained, wanted: expected, credential, configured, file, workload }: ErrorJson,
  differences: Differences,
  style: Style,
): readonly string[] {
  const said = explained?.segments.map(
    ({ text, meaning, value }) =>
      `  ${inOnePiece(text)}  ${style.dim(meaning)}${value === null ? '' : ` ${oneLine(value)}`}`,
  );
  return [
    ...(said === undefined ? [] : ['', 'Parts of the presented subject:', ...said]),
    ...(expected === null ? [] : ['', ...expectedLines(expected, style)]),
    ...(configured === null || differences === null
      ? []
      : ['', ...configuredLines(configured, credential, differences, style)]),
    ...(file === null ? [] : ['', ...fileLines(file, workload, style)]),
  ];
}

function configuredLines(
  configured: ConfiguredJson,
  credential: string | null,
  differences: NonNullable<Differences>,
  style: Style,
): readonly string[] {
  const { expected, parts, equal, warning } = configured;
  const which =
    credential === null ? 'The configured credential' : `The nearest credential, ${oneLine(quoted(credential))},`;
  if (expected !== null) return [`${which} compared with it:`, differences(configured as DiffJson, style)];
  const verdict =
    equal === null
      ? style.warning(`${style.marks.blocked} ${warning ?? 'Not compared.'}`)
      : equal
        ? style.good(`${style.marks.passed} Equal to what was presented`)
        : style.bad(`${style.marks.error} Not equal to what was presented`);
  return [
    `${which} compared with what was presented:`,
    verdict,
    ...parts.flatMap(({ part, expected: presented, actual, equal: same }) => {
      if (same === true) return [`  ${style.good(style.marks.passed)} ${part}: ${oneLine(actual ?? '')}`];
      if (same === null)
        return [`  ${style.marks.blocked} ${part}: ${actual === null ? 'not given' : 'not presented'}`];
      return [
        `  ${style.bad(style.marks.error)} ${part}`,
        `      presented   ${oneLine(presented ?? '(none)')}`,
        `      configured  ${oneLine(actual ?? '(none)')}`,
      ];
    }),
    ...configured.differences.flatMap((sentence) => wrap(sentence, style.width)),
  ];
}

function expectedLines({ issuer, subject, audience, confidence, reason }: Trust, style: Style): readonly string[] {
  const doubt = confidence === 'documented' ? '' : ' (not verified)';
  return [
    `A matching credential holds${doubt}:`,
    keyValues(
      [
        ['issuer', issuer],
        ['subject', subject],
        ['audience', audience],
      ],
      style,
    ),
    ...(reason === null ? [] : wrap(reason, style.width, '  ').map(style.dim)),
  ];
}

function fileLines(
  { equal, expected, parts }: NonNullable<ErrorJson['file']>,
  workload: ErrorJson['workload'],
  style: Style,
): readonly string[] {
  if (workload !== null && workload !== 'dataverse-plugin') {
    return ['Not compared with the file: the assertion does not come from a plug-in.'];
  }
  if (expected === null) return [style.bad('The file is not signed, so the platform presents nothing for it.')];
  if (equal === null)
    return ['The file cannot be compared: what it would present, or what was presented, is not known.'];
  if (equal) return [style.good('The file is the one that ran: the platform presents exactly this for it.')];
  const differing = parts.filter((part) => part.equal === false).map(({ part }) => part);
  return wrap(
    `For the file the platform would present a different ${differing.join(', ')}: the registered component is another build, or it ran in another environment.`,
    style.width,
  ).map(style.bad);
}

function platformText(error: PlatformErrorJson, style: Style): string {
  const { title, code, message, cause, fix } = error;
  const values = keyValues(
    [
      ['host', error.host],
      ['resource', error.resource],
      ['resource ID', error.resourceId],
      ['action', error.action],
      ['client address', error.address],
      ['client ID', error.clientId],
      ['object ID', error.objectId],
      ['tenant', error.tenant],
    ],
    style,
  );
  return [
    style.title(`${title}${code === null ? '' : ` (${code})`}`),
    ...wrap(quoted(message), style.width, '  ').map(style.dim),
    ...(values === '' ? [] : [values]),
    '',
    ...wrap(cause, style.width),
    '',
    ...prose(fix, style),
  ].join('\n');
}

function span({ first, last }: ErrorJson): string {
  if (first === null) return '';
  return first === last ? `, at ${first}` : `, from ${first} to ${last}`;
}

/** Commands, which begin with spaces, are not wrapped. */
function prose(text: string, style: Style): readonly string[] {
  return text.split('\n').flatMap((line) => (line.startsWith('  ') ? [style.command(line)] : wrap(line, style.width)));
}

function overview(errors: readonly ErrorJson[], style: Style): string {
  const rows = errors.map((error) => {
    const { subject, issuer, audience } = error.presented;
    return `  ${pad(String(error.count), 7)} ${pad(`AADSTS${error.code}`, 15)} ${oneLine(subject ?? issuer ?? audience ?? error.title)}`;
  });
  return [
    style.title(`And ${count(errors.length, 'more')}:`),
    ...rows,
    'To see what one of them means:',
    '  ppmi explain AADSTS<code>',
  ].join('\n');
}

export function codesText(codes: readonly CodeJson[], style: Style): string {
  return codes
    .map(({ code, name, area, title, confidence }) => {
      const what = confidence === 'area-only' ? (name ?? title) : title;
      return `${pad(`AADSTS${code}`, 15)} ${style.dim(pad(area, 19))} ${what}`;
    })
    .join('\n');
}
