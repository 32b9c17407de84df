/**
 * Parses subjects leniently, without judging them. Never throws.
 * Grammar: project notes `identity-formats`, section 2.
 */

import { platformApplicationId } from '../../cloud/cloud.ts';
import { decodeGuid } from '../../guid.ts';
import {
  decodeEnvironmentVariants,
  decodeNameHashVariants,
  decodeTenantVariants,
  isNameHash,
} from '../mistakes/decode-variants.ts';
import type { SubjectPart } from '../parts.ts';
import { foreignService } from './foreign.ts';
import { type NormalizedText, normalize, squeeze, tidy } from './normalize.ts';

/** One part at its position in the text. The markers and texts of all parts of a plug-in's subject make up the whole. */
export interface Piece {
  /** What introduces the value, such as `/t/` or `/hash/`, as typed, without spaces. */
  readonly marker: string;
  /** The value as typed; with the marker where that is not the usual one, or is part of what is compared. */
  readonly text: string;
  /** The value without spaces. */
  readonly clean: string;
  /** Offset in the readable text where the marker begins. */
  readonly start: number;
}

/** `value`: the text as it is, a hash or not. */
export interface ParsedHash<Kind extends 'hash' | 'thumbprint' = 'hash' | 'thumbprint'> {
  readonly kind: Kind;
  readonly value: string;
}

export interface ParsedNames<Kind extends 'names' | 'hashed-names' = 'names' | 'hashed-names'> {
  readonly kind: Kind;
  readonly issuer: string;
  readonly subject: string;
}

export type ParsedCertificate =
  | ParsedHash<'hash'>
  | ParsedHash<'thumbprint'>
  | ParsedNames<'names'>
  | ParsedNames<'hashed-names'>;

export interface ParsedSubject {
  readonly raw: string;
  /** `foreign`: of another Microsoft service, not judged. `unrecognised`: not a subject of the platform. */
  readonly kind: 'version-0' | 'plug-in' | 'foreign' | 'unrecognised';
  /** The service of a subject that is not the platform's, if known. */
  readonly service: string | null;
  readonly pieces: Readonly<Record<SubjectPart, Piece | null>>;
  /** Lower-case GUIDs as far as they can be decoded, wrong encodings included. */
  readonly tenantId: string | null;
  readonly applicationId: string | null;
  /** GUID or `Default-` and a GUID. */
  readonly environmentId: string | null;
  readonly certificate: ParsedCertificate | null;
  /** Version 0 with a comma in a common name: where the names end is a guess. */
  readonly ambiguous: boolean;
  /** Percent-decoded and without spaces; the offsets refer to it. */
  readonly clean: string;
  readonly percentAt: number | null;
  readonly blankAt: number | null;
}

type Pieces = Record<SubjectPart, Piece | null>;
type Recognized = Pick<ParsedSubject, 'kind' | 'pieces'> & Partial<ParsedSubject>;

export function parseSubject(raw: string): ParsedSubject {
  // Windows programs write the converted path with their own separator.
  if (/^[a-z]:\\.*\\eid1\\c\\/i.test(raw)) return { ...parseSubject(raw.replaceAll('\\', '/')), raw };
  const text = normalize(raw);
  const recognized = parseCurrent(text) ?? parseLegacy(text) ?? { kind: 'unrecognised', pieces: noPieces() };
  const { tenant, application, environment } = recognized.pieces;
  return {
    raw,
    service: null,
    tenantId: firstReading(tenant),
    applicationId: firstReading(application),
    environmentId: environment === null ? null : (decodeEnvironmentVariants(environment.clean)?.value ?? null),
    certificate: null,
    ambiguous: false,
    clean: text.clean,
    percentAt: text.percentAt,
    blankAt: text.blankAt ?? plainSpace(recognized),
    ...recognized,
  };
}

/** Git Bash (MSYS) takes an argument that begins with `/` for a path and puts its own folder in front (documented). */
export const convertedPath = /^(?:[a-z]:|\/[^/])(?=.*[/\\]eid1\/c\/)/i;

/** The prefix as the cloud table writes it. */
export function normalPrefix({ clean }: Piece): string {
  return clean.toLowerCase().replace(/^.*?(?=eid1\/c\/)/, '/');
}

/** Slashes too many or too few, and a folder that a shell has put in front, are part of the prefix. */
const prefixForm = /^["'`“‘„«]?(?:\/*|(?:[a-z]:)?[/\\].*?[/\\])eid1(?:\/c\/[^/]*|(?=\/t\/))/i;

/** The component, also as it is mistyped. */
const componentForm = /\/n\/(?:plug[-_ ]?ins?|plugin-?(?:assembl(?:y|ies)|packages?))(?=\/|$)/i;
/** What only a plug-in's subject ends with; `/n/plugin` in front of it can be missing. */
const plugInTail = /\/e\/[^/]*\/(?:h|hash|i)\//i;

function parseCurrent(text: NormalizedText): Recognized | null {
  const { clean } = text;
  const prefix = prefixForm.exec(clean)?.[0];
  if (prefix === undefined) return null;
  const pieces = noPieces();
  pieces.prefix = piece(text, 0, prefix.length, '', '');
  const plugIn = componentForm.exec(clean) ?? withoutComponent(clean);
  // Standard base64 may hold slashes, so the tenant reaches up to the last `/a/` in front of what follows.
  const head = plugIn ? clean.slice(0, plugIn.index) : foreignHead(clean, prefix.length);
  const application = head.toLowerCase().lastIndexOf('/a/');
  const tenantEnd = application < prefix.length ? head.length : application;
  if (/^\/t\//i.test(clean.slice(prefix.length))) pieces.tenant = piece(text, prefix.length, tenantEnd, '/t/');
  if (tenantEnd < head.length) pieces.application = piece(text, tenantEnd, head.length, '/a/');
  if (plugIn === null) return foreign(pieces, clean.slice(head.length));
  const afterPlugIn = plugIn.index + plugIn[0].length;
  if (plugIn[0] !== '') pieces.component = piece(text, plugIn.index, afterPlugIn, '/n/');
  const environment = /^\/e\/[^/]*/i.exec(clean.slice(afterPlugIn))?.[0] ?? '';
  const tail = afterPlugIn + environment.length;
  if (environment !== '') pieces.environment = piece(text, afterPlugIn, tail, '/e/');
  if (tail === clean.length) return { kind: 'plug-in', pieces };
  pieces.certificate = piece(text, tail, clean.length, '', '');
  return { kind: 'plug-in', pieces, certificate: parseTail(text, tail) };
}

/** Where the component belongs, as an empty match; null for a subject that names another component or application. */
function withoutComponent(clean: string): RegExpExecArray | null {
  const tail = plugInTail.exec(clean);
  const application = tail === null ? undefined : /\/a\/([^/]*)$/i.exec(clean.slice(0, tail.index))?.[1];
  if (tail === null || decodeGuid(application ?? '') !== platformApplicationId) return null;
  return Object.assign(tail, { 0: '' });
}

/** Without the plug-in's marker, `/a/` and one segment end what is common to all services. */
function foreignHead(clean: string, from: number): string {
  const application = /\/a\/[^/]*/i.exec(clean.slice(from));
  return application === null ? clean : clean.slice(0, from + application.index + application[0].length);
}

function foreign(pieces: Pieces, tail: string): Recognized {
  const application = firstReading(pieces.application);
  const service = foreignService(application, tail);
  if (tail.replaceAll('/', '') !== '') return { kind: 'foreign', pieces, service };
  // The beginning is common to all services; for a subject that ends there, only the platform's application identifies it.
  const ours = application === platformApplicationId || (pieces.application === null && pieces.tenant !== null);
  return { kind: ours ? 'plug-in' : 'unrecognised', pieces, service };
}

/** `/h/…`, or `/i/…/s/…` cut at the last `/s/`: a common name may hold a slash. */
function parseTail(text: NormalizedText, start: number): ParsedCertificate | null {
  const tail = text.clean.slice(start);
  const hash = /^\/(?:h|hash)\/(.*)$/is.exec(tail);
  if (hash) return { kind: 'hash', value: hash[1] ?? '' };
  const cut = tail.toLowerCase().lastIndexOf('/s/');
  if (!/^\/i\//i.test(tail) || cut < 2) return null;
  const issuer = text.decoded(start + 3, start + cut);
  const subject = text.decoded(start + cut + 3, text.clean.length);
  return { kind: namesKind(issuer, subject), issuer: tidy(issuer), subject: tidy(subject) };
}

/**
 * A common name of 43 characters of that alphabet is possible in theory, and taken for a hash. One hash is enough to
 * tell the version: no version writes a hash beside a name.
 */
function namesKind(issuer: string, subject: string): 'names' | 'hashed-names' {
  const [a, b] = [issuer, subject].map(squeeze);
  const isHash = (name = '') => isNameHash(name) || decodeNameHashVariants(name) !== null;
  return isHash(a) || isHash(b) || (mayBeHash.test(a ?? '') && mayBeHash.test(b ?? '')) ? 'hashed-names' : 'names';
}

/** A hash with characters lost or added: too long and too even for a name. */
const mayBeHash = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9_-]{36,48}\/?$/;

/** Anchored at the last `,environment:`, then at the last `,issuer:`. */
function parseLegacy(text: NormalizedText): Recognized | null {
  const { clean } = text;
  const component = /^component:[^,]*/i.exec(clean)?.[0];
  if (component === undefined) return null;
  const pieces = noPieces();
  pieces.component = piece(text, 0, component.length, 'component:');
  const environment = clean.toLowerCase().lastIndexOf(',environment:');
  const end = environment < component.length ? clean.length : environment;
  if (end < clean.length) pieces.environment = piece(text, end, clean.length, ',environment:');
  if (end === component.length) return { kind: 'version-0', pieces };
  pieces.certificate = piece(text, component.length, end, ',', ',');
  const signer = clean.slice(component.length, end);
  const thumbprint = /^,thumbprint:(.*)$/is.exec(signer);
  if (thumbprint) return { kind: 'version-0', pieces, certificate: { kind: 'thumbprint', value: thumbprint[1] ?? '' } };
  const cut = signer.toLowerCase().lastIndexOf(',issuer:');
  if (!/^,subject:/i.test(signer) || cut < 0) return { kind: 'version-0', pieces };
  const subject = tidy(text.decoded(component.length + ',subject:'.length, component.length + cut));
  const issuer = tidy(text.decoded(component.length + cut + ',issuer:'.length, end));
  const ambiguous = [subject, issuer].some((name) => name.includes(','));
  return { kind: 'version-0', pieces, certificate: { kind: 'names', issuer, subject }, ambiguous };
}

/**
 * A part of the readable text. The usual marker is not part of the value; another spelling of it shows in the text, so
 * that parts whose texts are equal are equal in every character.
 */
function piece(text: NormalizedText, start: number, end: number, usual: string, marker = usual): Piece {
  const whole = text.typed(start, end);
  const typed = text.clean.slice(start, start + marker.length);
  const exact = whole.startsWith(usual) && typed === usual;
  return {
    marker: typed,
    text: exact ? whole.slice(usual.length) : whole,
    clean: text.clean.slice(start + marker.length, end),
    start,
  };
}

function noPieces(): Pieces {
  return { prefix: null, tenant: null, application: null, component: null, environment: null, certificate: null };
}

function firstReading(part: Piece | null): string | null {
  return part === null ? null : (decodeTenantVariants(part.clean)[0]?.value ?? null);
}

/** An ordinary space belongs only into a common name. */
function plainSpace({ pieces, certificate }: Recognized): number | null {
  const named = certificate?.kind === 'names';
  const parts = Object.entries(pieces).flatMap(([name, part]) =>
    part && !(named && name === 'certificate') ? [part] : [],
  );
  return parts.find((part) => part.text.includes(' '))?.start ?? null;
}
