/** The segments of a subject: meaning, decoded value, and how certain the meaning is. */
import { type CloudId, cloud, cloudsOfPrefix } from '../../cloud/cloud.ts';
import { knownApplications } from './foreign.ts';
import { normalPrefix, type ParsedSubject, type Piece } from './parse.ts';

export interface Segment {
  /** As typed, marker included. */
  readonly text: string;
  readonly meaning: string;
  /** The decoded value; null when there is nothing to decode, or it cannot be. */
  readonly value: string | null;
  readonly confidence: 'documented' | 'observed' | 'inferred' | 'unknown';
}

export function segmentsOf(parsed: ParsedSubject): readonly Segment[] {
  return parsed.kind === 'version-0' ? legacySegments(parsed) : currentSegments(parsed);
}

function currentSegments(parsed: ParsedSubject): readonly Segment[] {
  const { prefix, tenant, application, component, environment } = parsed.pieces;
  return [
    ...(prefix ? [prefixSegment(prefix)] : []),
    ...(tenant ? [tenantSegment(tenant, parsed.tenantId)] : []),
    ...(application ? [applicationSegment(application, parsed.applicationId)] : []),
    ...(component ? [documented(whole(component, '/n/'), 'Dataverse plug-in (assembly or package)', null)] : []),
    ...(environment ? [documented(whole(environment, '/e/'), 'Power Platform environment', parsed.environmentId)] : []),
    ...certificateSegments(parsed),
    ...restSegment(parsed),
  ];
}

function legacySegments(parsed: ParsedSubject): readonly Segment[] {
  const { component, environment } = parsed.pieces;
  return [
    ...(component
      ? [documented(whole(component, 'component:'), 'Dataverse plug-in, version 0 (deprecated)', null)]
      : []),
    ...certificateSegments(parsed),
    ...(environment
      ? [documented(whole(environment, ',environment:'), 'Power Platform environment', parsed.environmentId)]
      : []),
  ];
}

function prefixSegment(prefix: Piece): Segment {
  const clouds = cloudsOfPrefix(normalPrefix(prefix));
  const disputed = clouds.some((id) => cloud(id).subjectPrefix.conflict);
  const names = clouds.map((id: CloudId) => cloud(id).displayName).join(', ');
  return {
    text: prefix.text,
    meaning: clouds.length === 0 ? 'unknown cloud' : disputed ? 'cloud (sources disagree which)' : 'cloud',
    value: names === '' ? null : names,
    confidence: clouds.length === 0 ? 'unknown' : disputed ? 'inferred' : 'documented',
  };
}

function tenantSegment(tenant: Piece, tenantId: string | null): Segment {
  const text = whole(tenant, '/t/');
  if (tenantId === null && /[{}<>]/.test(tenant.clean)) {
    return { text, meaning: 'a placeholder', value: null, confidence: 'unknown' };
  }
  return documented(text, 'tenant of the environment', tenantId);
}

function applicationSegment(application: Piece, applicationId: string | null): Segment {
  const name = knownApplications[applicationId ?? ''];
  return {
    text: whole(application, '/a/'),
    meaning: name === undefined ? 'unknown application' : `application of ${name}`,
    value: applicationId,
    confidence: name === undefined ? 'unknown' : name === 'Power Platform managed identity' ? 'documented' : 'observed',
  };
}

function certificateSegments({ pieces, certificate }: ParsedSubject): readonly Segment[] {
  const text = pieces.certificate?.text ?? '';
  if (certificate === null) {
    return text === '' ? [] : [{ text, meaning: 'unknown segment', value: null, confidence: 'unknown' }];
  }
  if (certificate.kind === 'hash') {
    return [documented(text, 'SHA-256 of a self-signed certificate', certificate.value)];
  }
  if (certificate.kind === 'thumbprint') {
    return [documented(text, 'SHA-1 thumbprint of a self-signed certificate', certificate.value)];
  }
  const { issuer, subject } = certificate;
  if (certificate.kind === 'hashed-names') {
    return [
      documented(`/i/${issuer}`, 'SHA-256 of the issuer name of the certificate', issuer),
      documented(`/s/${subject}`, 'SHA-256 of the subject name of the certificate', subject),
    ];
  }
  const [before, behind] = pieces.prefix === null ? [',issuer:', ',subject:'] : ['/i/', '/s/'];
  const byIssuer: Segment = {
    text: `${before}${issuer}`,
    meaning: 'common name of the issuer',
    value: issuer,
    confidence: 'inferred',
  };
  const bySubject: Segment = {
    text: `${behind}${subject}`,
    meaning: 'common name of the certificate',
    value: subject,
    confidence: 'inferred',
  };
  return pieces.prefix === null ? [bySubject, byIssuer] : [byIssuer, bySubject];
}

/** What follows in a subject of another service, or in a text of an unknown form. */
function restSegment({ kind, raw, service, pieces }: ParsedSubject): readonly Segment[] {
  if (kind === 'plug-in') return [];
  const known = [
    pieces.prefix?.text,
    pieces.tenant && whole(pieces.tenant, '/t/'),
    pieces.application && whole(pieces.application, '/a/'),
  ];
  const rest = raw.slice(known.join('').length);
  const meaning = kind === 'unrecognised' ? 'unknown segment' : `subject of ${service ?? 'another Microsoft service'}`;
  return rest === ''
    ? []
    : [
        {
          text: rest,
          meaning,
          value: null,
          confidence: kind === 'foreign' && service !== null ? 'observed' : 'unknown',
        },
      ];
}

function documented(text: string, meaning: string, value: string | null): Segment {
  return { text, meaning, value, confidence: 'documented' };
}

/** A piece shows its marker only where it is not the usual one. */
function whole(piece: Piece, usual: string): string {
  return piece.marker === usual && !piece.text.startsWith(usual) ? `${usual}${piece.text}` : piece.text;
}
