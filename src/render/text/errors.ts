/** `error decode` and `error list` for a person. */
import type { Trust } from '../../domain/trust/trust.ts';
import type { CodeJson, ErrorJson, ErrorsJson, PlatformErrorJson } from '../json/errors.ts';
import { count, pad, type Style, wrap } from '../style.ts';
import type { diffText } from './diff.ts';
import { type KeyValue, keyValues } from './key-values.ts';

/** Above this, single errors would bury the overview. */
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
    return 'No AADSTS code in this text. A code is needed; the words alone do not prove one.';
  }
  const shown = errors.slice(0, mostInFull).map((error) => errorText(error, grouped, differences, style));
  const rest = errors.slice(mostInFull);
  return [...shown, ...(rest.length === 0 ? [] : [overview(rest, style)]), ...others].join('\n\n');
}

type Differences = typeof diffText | null;

function errorText(error: ErrorJson, grouped: boolean, differences: Differences, style: Style): string {
  const { code, title, message, cause, fix, presented } = error;
  const rows: KeyValue[] = [
    ['count', grouped ? `${error.count}${span(error)}` : null],
    ['presented issuer', presented.issuer],
    ['presented subject', presented.subject],
    ['presented audience', presented.audience],
    ['wanted subject', error.expectedSubject],
    ['client id', error.clientId],
    ['resource', error.resource],
    ['tenant', error.tenant],
    ['trace id', error.traceId],
    ['correlation id', error.correlationId],
    ['time', error.timestamp],
  ];
  const values = keyValues(rows, style);
  return [
    style.title(`AADSTS${code}${error.name === null ? '' : ` ${error.name}`}: ${title}`),
    ...(message === null ? [] : wrap(message, style.width, '  ').map(style.dim)),
    ...(values === '' ? [] : [values]),
    '',
    ...wrap(cause, style.width),
    ...linkLines(error, differences, style),
    '',
    ...prose(fix, style),
  ].join('\n');
}

/** What the subject says, the credential that would fit, and how it compares with what was given. */
function linkLines(
  { explained, wanted, credential, configured, file }: ErrorJson,
  differences: Differences,
  style: Style,
): readonly string[] {
  const said = explained?.segments.map(
    ({ text, meaning, value }) => `  ${text}  ${style.dim(meaning)}${value === null ? '' : ` ${value}`}`,
  );
  return [
    ...(said === undefined ? [] : ['', 'The presented subject says:', ...said]),
    ...(wanted === null ? [] : ['', ...wantedLines(wanted, style)]),
    ...(configured === null || differences === null
      ? []
      : [
          '',
          credential === null
            ? 'The credential that was given, against it:'
            : `The nearest credential, ${credential}, against it:`,
          differences(configured, style),
        ]),
    ...(file === null ? [] : ['', ...fileLines(file, style)]),
  ];
}

function wantedLines({ issuer, subject, audience, confidence, reason }: Trust, style: Style): readonly string[] {
  const doubt = confidence === 'documented' ? '' : ' (not verified)';
  return [
    `A credential that fits holds${doubt}:`,
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

function fileLines({ equal, expected, parts }: NonNullable<ErrorJson['file']>, style: Style): readonly string[] {
  if (expected === null) return [style.bad('The file is not signed; nothing is presented for it.')];
  if (equal === null) return ['What the file would present cannot be predicted.'];
  if (equal) return [style.good('The file is the one that ran: it presents exactly this.')];
  const differing = parts.filter((part) => part.equal === false).map(({ part }) => part);
  return wrap(
    `The file would present another ${differing.join(', ')}: the registered component is another build, or it ran in another environment.`,
    style.width,
  ).map(style.bad);
}

function platformText({ title, code, message, cause, fix }: PlatformErrorJson, style: Style): string {
  return [
    style.title(`${title}${code === null ? '' : ` (${code})`}`),
    ...wrap(message, style.width, '  ').map(style.dim),
    ...wrap(cause, style.width),
    ...prose(fix, style),
  ].join('\n');
}

function span({ first, last }: ErrorJson): string {
  if (first === null) return '';
  return first === last ? `, at ${first}` : `, from ${first} to ${last}`;
}

/** Commands, which begin with blanks, stay whole. */
function prose(text: string, style: Style): readonly string[] {
  return text.split('\n').flatMap((line) => (line.startsWith('  ') ? [style.command(line)] : wrap(line, style.width)));
}

function overview(errors: readonly ErrorJson[], style: Style): string {
  const rows = errors.map((error) => {
    const { subject, issuer, audience } = error.presented;
    return `  ${pad(String(error.count), 7)} ${pad(`AADSTS${error.code}`, 15)} ${subject ?? issuer ?? audience ?? error.title}`;
  });
  return [
    style.title(`And ${count(errors.length, 'more')}:`),
    ...rows,
    'What one of them means:',
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
