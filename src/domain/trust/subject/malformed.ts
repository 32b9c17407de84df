/** Segments that no subject of a plug-in can have, whatever component it is for. Grammar: identity-formats, section 2. */
import { cloudsOfPrefix } from '../../cloud/cloud.ts';
import { decodeGuid, parseGuid } from '../../guid.ts';
import { isNameHash } from '../mistakes/decode-variants.ts';
import { type MalformedSegment, type SegmentProblem, type SubjectPart, subjectParts } from '../parts.ts';
import { convertedPath, normalPrefix, type ParsedSubject, type Piece } from './parse.ts';

/** At most one problem a part, in the order of the subject. Subjects of other services are not judged. */
export function malformedSegments(parsed: ParsedSubject): readonly MalformedSegment[] {
  if (parsed.kind === 'version-0') return judge(parsed, legacyOrder, legacyProblem);
  return parsed.kind === 'plug-in' ? judge(parsed, subjectParts, currentProblem) : [];
}

const legacyOrder: readonly SubjectPart[] = ['component', 'certificate', 'environment'];

type Judge = (part: SubjectPart, piece: Piece, parsed: ParsedSubject) => SegmentProblem | null;

function judge(parsed: ParsedSubject, order: readonly SubjectPart[], problemOf: Judge): readonly MalformedSegment[] {
  const last = order.findLastIndex((part) => parsed.pieces[part] !== null);
  return order.flatMap((part, index): readonly MalformedSegment[] => {
    const piece = parsed.pieces[part];
    // Where the text ends early, the first part that is missing says it all.
    if (piece === null && index > last + 1) return [];
    if (piece === null) return [{ part, problem: index > last ? 'cut-off' : 'missing', text: '' }];
    const problem = problemOf(part, piece, parsed);
    return problem === null ? [] : [{ part, problem, text: typed(piece) }];
  });
}

function typed({ marker, text }: Piece): string {
  return text.startsWith(marker) ? text : `${marker}${text}`;
}

/** A word in braces or angle brackets, as instructions print it. */
const placeholder = /^[{<[(]+[\w .-]+[}>\])]+$/;

function isPlaceholder(text: string): boolean {
  return placeholder.test(text) && parseGuid(text) === null;
}

const currentProblem: Judge = (part, piece, parsed) => {
  const { clean } = piece;
  if (part === 'prefix') return prefixProblem(piece);
  if (part === 'component') return clean.toLowerCase() === 'plugin' ? null : 'not-a-segment';
  if (part === 'certificate') return certificateProblem(parsed, clean);
  if (isPlaceholder(clean)) return 'placeholder';
  if (clean === '') return 'missing';
  if (part === 'environment') return parseGuid(clean.replace(/^Default-/i, '')) === null ? 'guid' : null;
  return decodeGuid(clean) === null ? 'encoded-guid' : null;
};

function prefixProblem(piece: Piece): SegmentProblem | null {
  if (convertedPath.test(piece.clean)) return 'converted-path';
  const cloud = piece.clean.split('/').at(-1) ?? '';
  if (cloud.toLowerCase() === 'eid1') return 'missing';
  if (isPlaceholder(cloud)) return 'placeholder';
  if (cloudsOfPrefix(normalPrefix(piece)).length === 0) return 'unknown-cloud';
  return /^\/[^/]/.test(piece.clean) ? null : 'leading-slash';
}

function certificateProblem({ certificate, pieces }: ParsedSubject, clean: string): SegmentProblem | null {
  if (/^\/+$/.test(clean)) return 'trailing-slash';
  if (certificate === null) return pieces.environment === null ? null : 'not-a-segment';
  if (certificate.kind === 'hash') return hexProblem(certificate.value, 64, 'sha256');
  if (certificate.kind === 'thumbprint') return hexProblem(certificate.value, 40, 'sha1');
  const names = [certificate.issuer, certificate.subject].map((name) => name.trim());
  if (names.some(isPlaceholder)) return 'placeholder';
  if (names.some((name) => name === '')) return 'missing';
  if (certificate.kind === 'names') return null;
  const wrong = names.find((name) => !isNameHash(name));
  return wrong === undefined ? null : restProblem(wrong, /^[\w-]{43}/, 'name-hash');
}

/** Only digits are judged here, not their case: that has a name of its own. */
function hexProblem(value: string, length: number, problem: SegmentProblem): SegmentProblem | null {
  const text = value.trim();
  if (text === '') return 'missing';
  if (isPlaceholder(text)) return 'placeholder';
  if (new RegExp(`^[0-9a-f]{${length}}$`, 'i').test(text)) return null;
  return restProblem(text, new RegExp(`^[0-9a-f]{${length}}`, 'i'), problem);
}

/** What stands behind a value that would be right. */
function restProblem(text: string, right: RegExp, problem: SegmentProblem): SegmentProblem {
  const rest = right.test(text) ? text.replace(right, '') : '';
  if (rest === '/') return 'trailing-slash';
  return rest.startsWith('/') ? 'left-over' : problem;
}

const legacyProblem: Judge = (part, { clean }, { certificate }) => {
  if (part === 'component') return clean.toLowerCase() === 'pluginassembly' ? null : 'not-a-segment';
  if (part === 'environment') {
    if (isPlaceholder(clean)) return 'placeholder';
    if (clean === '') return 'missing';
    return parseGuid(clean.replace(/^Default-/i, '')) === null ? 'guid' : null;
  }
  if (certificate === null) return 'not-a-segment';
  if (certificate.kind === 'thumbprint') return hexProblem(certificate.value, 40, 'sha1');
  if (!('issuer' in certificate)) return 'not-a-segment';
  const names = [certificate.issuer, certificate.subject];
  if (names.some(isPlaceholder)) return 'placeholder';
  return names.some((name) => name === '') ? 'missing' : null;
};
