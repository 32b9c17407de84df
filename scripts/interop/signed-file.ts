/** Compares `ppmi certificate show --json` with what third-party tools report about the same file. */
import { inspect, isDeepStrictEqual } from 'node:util';
import type { Ended } from './program.ts';

export interface DotnetCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly subjectHash: string;
  readonly issuerHash: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** A line of `dotnet/signatures`. */
export interface DotnetResult {
  readonly file: string;
  readonly error?: string;
  readonly signed?: boolean;
  readonly repositoryOnly?: boolean;
  readonly certificate?: DotnetCertificate;
  /** Null: .NET does not judge it. */
  readonly digestIsRight?: boolean | null;
  readonly signatureIsRight?: boolean;
  readonly digest?: string;
  readonly timestamp?: string | null;
  readonly countersigner?: string | null;
  readonly nested?: readonly { readonly digest: string; readonly sha256: string }[];
  readonly embedded?: readonly DotnetCertificate[];
}

/** A dedicated tool for this kind of file; absent fields are not reported by the tool. */
export interface ToolResult {
  readonly tool: string;
  readonly digestIsRight: boolean;
  readonly sha256?: string;
  /** Hexadecimal. */
  readonly serialNumber?: string;
  readonly timestamp?: string | null;
  readonly countersigner?: string | null;
}

interface ShownCertificate {
  readonly sha1: string;
  readonly sha256: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly names: readonly {
    readonly platform: string;
    readonly subject: string;
    readonly issuer: string;
    readonly subjectHash: string;
    readonly issuerHash: string;
  }[];
}

interface Shown {
  readonly certificate: ShownCertificate | null;
  readonly signature: {
    readonly intact: boolean | null;
    readonly digest: string | null;
    readonly timestamp: string | null;
    readonly countersigner: string | null;
    readonly nested: readonly unknown[];
  };
  readonly chain: readonly ShownCertificate[];
}

/** One line per difference; empty if all agree. */
export function differences(ended: Ended, dotnet: DotnetResult, tools: readonly ToolResult[]): string[] {
  if (dotnet.error !== undefined) return ended.code === 2 ? [] : [`.NET cannot read it: ${dotnet.error}`];
  if (ended.stdout === '') return [`ppmi ended with ${ended.code}: ${ended.stderr.trim()}`];
  const shown: Shown = JSON.parse(ended.stdout);
  const pairs =
    dotnet.signed === true && dotnet.repositoryOnly === false ? signed(shown, dotnet, tools) : unsigned(shown);
  const expected = shown.certificate !== null && shown.signature.intact !== false ? 0 : 1;
  return [...pairs, ['exit code', ended.code, expected] as const]
    .filter(([, ours, theirs]) => !isDeepStrictEqual(ours, theirs))
    .map(([what, ours, theirs]) => `${what}: ppmi ${inspect(ours)}, expected ${inspect(theirs)}`);
}

type Pair = readonly [what: string, ours: unknown, theirs: unknown];

const unsigned = ({ certificate }: Shown): Pair[] => [['certificate', certificate, null]];

function signed({ certificate, signature, chain }: Shown, dotnet: DotnetResult, tools: readonly ToolResult[]): Pair[] {
  if (certificate === null) return [['certificate', certificate, dotnet.certificate]];
  const rightByDotnet = dotnet.signatureIsRight === true && dotnet.digestIsRight !== false;
  return [
    ['certificate', asDotnetPrints(certificate), dotnet.certificate],
    ['intact', signature.intact, rightByDotnet && tools.every(({ digestIsRight }) => digestIsRight)],
    ['digest', signature.digest, dotnet.digest],
    ['timestamp', signature.timestamp, dotnet.timestamp ?? null],
    ['countersigner', signature.countersigner, dotnet.countersigner ?? null],
    ['nested', signature.nested, dotnet.nested],
    ['chain begins', chain[0]?.sha256, certificate.sha256],
    ...chain.map(
      (link): Pair => ['chain', asDotnetPrints(link), dotnet.embedded?.find(({ sha256 }) => sha256 === link.sha256)],
    ),
    ...tools.flatMap((tool) => toolPairs(tool, dotnet, certificate, signature)),
  ];
}

function asDotnetPrints(certificate: ShownCertificate): DotnetCertificate {
  const { sha1, sha256, serialNumber, notBefore, notAfter } = certificate;
  // .NET ran on Linux here; where platforms print differently, that row is the one to compare.
  const names = certificate.names.find(({ platform }) => platform !== 'windows');
  const { subject = '', issuer = '', subjectHash = '', issuerHash = '' } = names ?? {};
  return { subject, issuer, subjectHash, issuerHash, sha1, sha256, serialNumber, notBefore, notAfter };
}

function toolPairs(
  tool: ToolResult,
  dotnet: DotnetResult,
  ours: ShownCertificate,
  signature: Shown['signature'],
): Pair[] {
  const pairs: Pair[] = [[`digest by ${tool.tool}`, dotnet.digestIsRight ?? tool.digestIsRight, tool.digestIsRight]];
  if (tool.sha256 !== undefined) pairs.push([`SHA-256 by ${tool.tool}`, ours.sha256, tool.sha256]);
  if (tool.serialNumber !== undefined)
    pairs.push([`serial number by ${tool.tool}`, BigInt(`0x${ours.serialNumber}`), BigInt(`0x${tool.serialNumber}`)]);
  if (tool.timestamp !== undefined) pairs.push([`timestamp by ${tool.tool}`, signature.timestamp, tool.timestamp]);
  if (tool.countersigner !== undefined)
    pairs.push([`countersigner by ${tool.tool}`, signature.countersigner, tool.countersigner]);
  return pairs;
}
