/**
 * What tells apart the causes that end a TLS handshake in the same way. Further connections to the same address, over
 * which no byte of HTTP is sent where TLS was due, and never anything secret.
 */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type * as tls from 'node:tls';
import { get, type Limits, secure } from '../connect.ts';
import { describeFailure, type Failure } from '../failure.ts';
import { pageTitle } from '../page-title.ts';
import { type SeenChain, seenChain } from './chain.ts';
import { findInSystemStore } from './system-store.ts';
import { isAboutCertificate, type TlsEvidence } from './tls.ts';

export interface EvidenceContext {
  readonly host: string;
  /** Another connection of the same way, ready for TLS. */
  readonly open: () => Promise<Socket>;
  /** A connection to an address that no host has; null: behind a proxy, where it shows nothing. */
  readonly dialNowhere: (() => Promise<Socket>) | null;
  readonly context: tls.SecureContext;
  readonly limits: Limits;
  readonly redact: (text: string) => string;
}

/** RFC 5737: documentation only, routed nowhere. */
export const nowhere = '192.0.2.1';

export const noEvidence: TlsEvidence = {
  chain: null,
  worksWithoutName: false,
  answersSmall: false,
  oldVersion: null,
  wantsCertificate: false,
  page: null,
  systemStore: null,
  acceptsAll: null,
};

export async function gatherEvidence(
  { code, message, timeout }: Failure,
  context: EvidenceContext,
): Promise<TlsEvidence> {
  const detail = code ?? message;
  if (isAboutCertificate(code)) {
    const chain = await readChain(context);
    return { ...noEvidence, chain, systemStore: chain === null ? null : await findInSystemStore(chain.topRaw) };
  }
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH/.test(detail)) {
    return { ...noEvidence, page: await readPlainPage(context) };
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|UNSUPPORTED_SSL/.test(detail)) {
    return { ...noEvidence, oldVersion: await tryOldVersion(context) };
  }
  if (/HANDSHAKE_FAILURE|BAD_CERTIFICATE/.test(detail)) {
    const [wantsCertificate, worksWithoutName] = await Promise.all([
      asksForCertificate(context),
      tryWithoutName(context),
    ]);
    return { ...noEvidence, wantsCertificate, worksWithoutName };
  }
  const [worksWithoutName, answersSmall, wantsCertificate, acceptsAll] = await Promise.all([
    tryWithoutName(context),
    timeout ? tryRefusedHandshake(context) : false,
    timeout ? false : asksForCertificate(context),
    tryNowhere(context),
  ]);
  return { ...noEvidence, worksWithoutName, answersSmall, wantsCertificate, acceptsAll };
}

export async function readChain({ open, host, context, limits }: EvidenceContext): Promise<SeenChain | null> {
  return withSocket(open, async (socket) =>
    seenChain((await secure(socket, host, { context, verify: false }, limits)).getPeerCertificate(true), host),
  );
}

/** With what code a request without a token ends, over verified TLS; null: it is answered, or has none. */
export async function firstCode(
  open: () => Promise<Socket>,
  host: string,
  { trust, limits }: { readonly trust: { readonly context: tls.SecureContext }; readonly limits: Limits },
): Promise<string | null> {
  return withSocket(open, async (socket) => {
    try {
      const secured = await secure(socket, host, trust, limits);
      await get(secured, { host, path: '/', bodyLimit: 1024 }, limits);
      return null;
    } catch (error) {
      return describeFailure(error).code;
    }
  });
}

async function readPlainPage({ open, host, limits, redact }: EvidenceContext): Promise<string | null> {
  return withSocket(open, async (socket) => {
    const { body, headers } = await get(socket, { host, path: '/', bodyLimit: 16 * 1024 }, limits);
    const { location } = headers;
    const away = location !== undefined && URL.canParse(location) ? `redirect to ${new URL(location).host}` : null;
    return pageTitle(body, redact) ?? away;
  });
}

async function tryOldVersion({ open, host, context, limits }: EvidenceContext): Promise<string | null> {
  const unusual = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  return withSocket(open, async (socket) =>
    (await secure(socket, host, { context, verify: false, unusual }, limits)).getProtocol(),
  );
}

async function tryWithoutName({ open, host, context, limits }: EvidenceContext): Promise<boolean> {
  const unusual = { servername: '' };
  const done = await withSocket(open, async (socket) => {
    await secure(socket, host, { context, verify: false, unusual }, limits);
    return true;
  });
  return done ?? false;
}

/**
 * A handshake that names the host and offers only what every server refuses: the alert that comes back is one small
 * packet, so that it passes where the certificates of a real handshake do not.
 */
async function tryRefusedHandshake({ open, host, context, limits }: EvidenceContext): Promise<boolean> {
  const unusual = { maxVersion: 'TLSv1.2', ciphers: 'NULL-SHA256:@SECLEVEL=0' } as const;
  try {
    const socket = await open();
    try {
      await secure(socket, host, { context, verify: false, unusual }, limits);
      return true;
    } catch (error) {
      return /ALERT|HANDSHAKE/.test(describeFailure(error).code ?? '');
    } finally {
      socket.destroy();
    }
  } catch {
    return false;
  }
}

async function tryNowhere({ dialNowhere }: EvidenceContext): Promise<string | null> {
  if (dialNowhere === null) return null;
  return withSocket(dialNowhere, async () => nowhere);
}

/** TLS 1.2 sends its messages unencrypted: a CertificateRequest is visible even if the handshake fails. */
async function asksForCertificate({ open, host, context, limits }: EvidenceContext): Promise<boolean> {
  const found = await withSocket(open, async (socket) => {
    const { stream, seen } = recorded(socket);
    const unusual = { maxVersion: 'TLSv1.2' } as const;
    await secure(stream, host, { context, verify: false, unusual }, limits).catch(() => undefined);
    return handshakeTypes(seen()).includes(certificateRequest);
  });
  return found ?? false;
}

const certificateRequest = 13;
const mostRecorded = 64 * 1024;

function recorded(socket: Socket): { readonly stream: Duplex; readonly seen: () => Buffer } {
  const parts: Buffer[] = [];
  let size = 0;
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk, _encoding, done) => void socket.write(chunk, () => done()),
    final: (done) => void socket.end(() => done()),
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (part: Buffer) => {
    if (size < mostRecorded) parts.push(part);
    size += part.length;
    if (!stream.push(part)) socket.pause();
  });
  socket.on('end', () => stream.push(null)).on('error', (error) => stream.destroy(error));
  return { stream, seen: () => Buffer.concat(parts) };
}

/** Types of the handshake messages before the cipher changes (RFC 5246, sections 6.2 and 7.4). */
function handshakeTypes(bytes: Buffer): readonly number[] {
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === 22; at += 5 + bytes.readUInt16BE(at + 3)) {
    parts.push(bytes.subarray(at + 5, at + 5 + bytes.readUInt16BE(at + 3)));
  }
  const messages = Buffer.concat(parts);
  const types: number[] = [];
  for (let at = 0; at + 4 <= messages.length; at += 4 + messages.readUIntBE(at + 1, 3)) types.push(messages[at] ?? 0);
  return types;
}

/** Null: it did not come to that. */
async function withSocket<T>(open: () => Promise<Socket>, work: (socket: Socket) => Promise<T>): Promise<T | null> {
  try {
    const socket = await open();
    try {
      return await work(socket);
    } finally {
      socket.on('error', () => undefined).destroy();
    }
  } catch {
    return null;
  }
}
