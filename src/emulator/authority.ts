/** A temporary certificate authority: its key stays in memory, it is valid for a day, and it signs one leaf per host name. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { bits, boolean, explicit, integer, octets, oid, sequence, set, tlv, utcTime, utf8 } from './der.ts';

export interface Authority {
  /** The certificate that a client has to trust. */
  readonly caPem: string;
  /** TLS context for a host name, made on first use. */
  contextFor(host: string): SecureContext;
  /** Signs with an intermediate CA whose certificate the servers do not send. */
  incomplete(): Authority;
}

const day = 86_400_000;
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

const name = (commonName: string) => sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))));
const extension = (id: string, critical: boolean, value: Uint8Array) =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));

const publicKeyInfo = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }) as Buffer;

/** RFC 7093 method 1 style: any value will do as long as CA and leaf agree. */
const keyId = (key: KeyObject) => createHash('sha256').update(publicKeyInfo(key)).digest().subarray(0, 20);

interface Subject {
  readonly commonName: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

interface Issuer {
  readonly commonName: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function certificate(subject: Subject, issuer: Issuer): string {
  const now = Date.now();
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name(issuer.commonName),
    // An hour back: clocks of clients in containers and virtual machines differ.
    sequence(utcTime(new Date(now - 3_600_000)), utcTime(new Date(now + day))),
    name(subject.commonName),
    publicKeyInfo(subject.publicKey),
    explicit(3, sequence(...subject.extensions)),
  );
  const signature = sign('sha256', body, issuer.privateKey);
  const der = sequence(body, ecdsaWithSha256, bits(signature));
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

const keyIdentifier = (key: KeyObject) => extension('2.5.29.14', false, octets(keyId(key)));

function caExtensions(key: KeyObject): Buffer[] {
  return [
    extension('2.5.29.19', true, sequence(boolean(true), integer(Buffer.from([0])))),
    // keyCertSign and cRLSign
    extension('2.5.29.15', true, bits(Buffer.from([0x06]), 1)),
    keyIdentifier(key),
  ];
}

function leafExtensions(host: string, key: KeyObject, caKey: KeyObject): Buffer[] {
  return [
    extension('2.5.29.19', true, sequence()),
    extension('2.5.29.15', true, bits(Buffer.from([0x80]), 7)),
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', false, sequence(tlv(0x82, Buffer.from(host)))),
    keyIdentifier(key),
    extension('2.5.29.35', false, sequence(tlv(0x80, keyId(caKey)))),
  ];
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

export function createAuthority(commonName: string): Authority {
  const ca = { commonName, ...newKeys() };
  const caPem = certificate({ commonName, publicKey: ca.publicKey, extensions: caExtensions(ca.publicKey) }, ca);
  return authority(ca, caPem, caPem);
}

/** Named like a CA of Microsoft's hosts, so that a client can tell a missing intermediate from interception. */
const intermediateName = 'Microsoft TLS Issuing CA (emulated)';

/** All leaf certificates share a key, because generating keys costs more than signing. */
function authority(ca: Issuer, caPem: string, sentWithLeaf: string): Authority {
  const leaf = newKeys();
  const leafKey = leaf.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const contexts = new Map<string, SecureContext>();

  return {
    caPem,
    contextFor(host) {
      let context = contexts.get(host);
      if (context === undefined) {
        // The common name has a limit of 64 characters; clients read the alternative name.
        const subject = { commonName: host.slice(0, 64), publicKey: leaf.publicKey };
        const cert = certificate({ ...subject, extensions: leafExtensions(host, leaf.publicKey, ca.publicKey) }, ca);
        context = createSecureContext({ cert: cert + sentWithLeaf, key: leafKey });
        contexts.set(host, context);
      }
      return context;
    },
    // That authority has no certificate: none would be sent.
    incomplete: () => authority({ commonName: intermediateName, ...newKeys() }, caPem, ''),
  };
}
