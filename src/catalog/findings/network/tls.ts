/** TLS. */
import { quoted } from '../../../domain/harmless-text.ts';
import { inspectionVendor } from '../../../domain/inspection-vendors.ts';
import { named, slot } from '../../commands.ts';
import { allow, at, because, common, type NetworkBodies, trustCa, warning } from './words.ts';

const never = 'Do not set NODE_TLS_REJECT_UNAUTHORIZED=0: any device on the path could then read your tokens.';
const madeBy = (issuer: string | null) => {
  const vendor = inspectionVendor(issuer);
  return vendor === null ? '' : ` Its name suggests a product of ${vendor}.`;
};
const authorityOf = ({ subject }: { readonly subject: string | null }) => `the CA above it, ${by(subject)},`;
const by = (issuer: string | null) => (issuer === null ? 'an unknown CA' : quoted(issuer));

export const tls = {
  'tls-intercepted-untrusted': {
    ...common,
    code: 'PPMI4004',
    evidence: 'observed',
    owner: 'this-machine',
    title: 'TLS is intercepted by a device that Node does not trust',
    message: (args) =>
      `The certificate of ${at(args)} was issued by ${by(args.issuer)}, which Node does not trust${because(args)}.${madeBy(args.issuer)}`,
    cause:
      "A company device decrypts TLS and signs with its own CA. Browsers trust it through the operating system's certificate store; Node has its own.",
    fix: (args, print) => [...trustCa(print), never, ...allow(args)],
    verify: (print) => [
      'Print the issuer of the certificate:',
      print.command('openssl', 's_client', '-connect', '<host>:443', '-servername', '<host>', '-showcerts'),
    ],
  },
  'tls-intercepted-trusted': {
    ...warning,
    code: 'PPMI4005',
    evidence: 'observed',
    owner: 'network-team',
    title: 'TLS is intercepted by a device that is trusted here',
    message: (args) =>
      `The certificate of ${at(args)} chains to ${args.issuer === null ? 'a private CA' : quoted(args.issuer)}, which this machine trusts but which is not the CA of the service.${madeBy(args.issuer)}`,
    cause:
      'A company device decrypts TLS. It sees tokens in clear text and may change headers, and other tools on this machine may not trust it. The plug-in does not pass through it.',
    fix: allow,
  },
  'tls-missing-intermediate': {
    ...common,
    code: 'PPMI4006',
    owner: 'network-team',
    title: 'The certificate chain is incomplete',
    message: (args) => `${at(args)} does not send the intermediate certificate${because(args)}.`,
    cause:
      'The device or server sends its own certificate only. Trusting the root does not help while the certificate between them is missing.',
    fix: (_, print) => [
      'Network team: configure the device to send its complete certificate chain.',
      'Until then, put the intermediate and the root CA into one PEM file and pass it with --ca-file:',
      print.connectivity('--ca-file', '<chain.pem>'),
    ],
  },
  'tls-root-in-system-store': {
    ...common,
    code: 'PPMI4022',
    owner: 'this-machine',
    title: 'The CA is trusted by the operating system but not by Node',
    message: (args) =>
      `The certificate of ${at(args)} was issued by ${by(args.issuer)}. Its root is in ${args.store}, which Node does not use by default.`,
    cause: "Node ships its own list of CAs and ignores the operating system's store unless configured otherwise.",
    fix: (args) => [`Set the environment variable ${slot(args.option, 'option')} and run ppmi again.`, never],
  },
  'tls-certificate-expired': {
    ...common,
    code: 'PPMI4023',
    owner: 'network-team',
    title: 'The certificate has expired',
    message: (args) =>
      args.authority === undefined
        ? `The ${named('certificate', args.subject, 'certificate')} that ${at(args)} presents, issued by ${by(args.issuer)}, expired on ${args.notAfter}.`
        : `The certificate of ${at(args)} is valid, but ${authorityOf(args)} has expired (on ${args.notAfter}).`,
    cause:
      'One host: its server, or the device that intercepts TLS, uses an expired certificate or CA. All hosts: the clock of this machine is wrong, unless it is a CA that has expired.',
    fix: (args) => [
      args.authority === undefined
        ? 'Network team: renew the certificate on the device or server that presents it.'
        : 'Network team: renew the CA of the device or server that presents the certificate, and distribute the new CA.',
      ...(args.authority === undefined ? ['Check that the clock of this machine is right.'] : []),
    ],
  },
  'tls-certificate-not-yet-valid': {
    ...common,
    code: 'PPMI4024',
    owner: 'network-team',
    title: 'The certificate is not yet valid',
    message: (args) =>
      args.authority === undefined
        ? `The ${named('certificate', args.subject, 'certificate')} that ${at(args)} presents, issued by ${by(args.issuer)}, is valid from ${args.notBefore}.`
        : `The certificate of ${at(args)} is valid, but ${authorityOf(args)} is not yet valid (from ${args.notBefore}).`,
    cause:
      'One host: the clock of the device that issued the certificate is ahead, or the certificate was installed too early. All hosts: the clock of this machine is behind.',
    fix: () => [
      'Network team: check the clock and certificate of the device that presents it.',
      'Check that the clock of this machine is right.',
    ],
  },
  'tls-other-host': {
    ...common,
    code: 'PPMI4025',
    owner: 'network-team',
    title: 'The certificate is for another host',
    message: (args) => `${at(args)} presents a certificate for ${quoted(args.names)}, issued by ${by(args.issuer)}.`,
    cause: 'The connection ends at another server: a block page, a captive portal, or the wrong address in DNS.',
    fix: (args) => ['Open any page in a browser and sign in to the network if it asks you to.', ...allow(args)],
  },
  'tls-cut-off': {
    ...common,
    code: 'PPMI4026',
    owner: 'network-team',
    title: 'The connection is cut after the host name is sent',
    message: (args) =>
      `The connection to ${at(args)} is closed during the TLS handshake, after the host name (SNI) was sent${because(args)}.`,
    cause:
      'A firewall reads the host name in the TLS handshake and blocks it, or something on the path accepts connections and closes them.',
    fix: (args) => [
      ...allow(args),
      'The rule must match the host name in the TLS handshake (SNI), not only the address.',
    ],
  },
  'tls-no-answer': {
    ...common,
    code: 'PPMI4027',
    owner: 'network-team',
    title: 'The TLS handshake gets no answer',
    message: (args) => `${at(args)} accepts the connection but does not answer the TLS handshake${because(args)}.`,
    cause: 'A firewall accepts the connection and drops what follows, or an inspecting device is overloaded.',
    fix: allow,
  },
  'mtu-too-small': {
    ...common,
    code: 'PPMI4028',
    owner: 'network-team',
    title: 'Large packets do not arrive',
    message: (args) =>
      `${at(args)} answers small TLS messages, but the large ones with its certificates do not arrive${because(args)}: the path MTU is smaller than this machine assumes.`,
    cause: 'A VPN or tunnel on the path carries smaller packets, and the ICMP messages that would say so are blocked.',
    fix: () => [
      'Network team: allow ICMP "fragmentation needed" and "packet too big", or clamp the TCP MSS on the tunnel.',
      'To confirm on this machine, lower the MTU of the network interface, for example to 1280.',
    ],
  },
  'tls-old-version': {
    ...common,
    code: 'PPMI4029',
    owner: 'network-team',
    title: 'Only an old TLS version is offered',
    message: (args) => `${at(args)} offers only ${args.version ?? 'TLS 1.1 or older'}; TLS 1.2 or later is required.`,
    cause: 'An old device intercepts TLS. The services themselves require TLS 1.2.',
    fix: (args) => ['Network team: update the device so that it offers TLS 1.2.', ...allow(args)],
  },
  'tls-no-http1': {
    ...common,
    code: 'PPMI4030',
    owner: 'network-team',
    title: 'HTTP/1.1 is not offered',
    message: (args) => `${at(args)} does not offer HTTP/1.1, which ppmi uses.`,
    cause: 'A gateway or device on the path accepts HTTP/2 only. The services accept HTTP/1.1.',
    fix: (args) => ['Network team: enable HTTP/1.1 on the gateway.', ...allow(args)],
  },
  'tls-client-certificate': {
    ...common,
    code: 'PPMI4031',
    owner: 'network-team',
    title: 'A client certificate is required',
    message: (args) => `${at(args)} requires a client certificate in the TLS handshake.`,
    cause:
      'A gateway or device on the path authenticates machines by certificate. The services do not ask for one here.',
    fix: allow,
  },
  'tls-fails': {
    ...common,
    code: 'PPMI4032',
    owner: 'network-team',
    title: 'The TLS handshake fails',
    message: (args) => `The TLS handshake with ${at(args)} fails${because({ detail: args.detail ?? null })}.`,
    cause:
      'The certificate is not acceptable, client and server have no cipher or parameter in common, or a device on the path breaks the handshake. --verbose shows the code.',
    fix: allow,
  },
  'tls-verification-off': {
    ...common,
    code: 'PPMI4033',
    owner: 'this-machine',
    title: 'TLS verification is switched off for Node',
    message: (args) =>
      `${args.variable}=0 switches off certificate checks in every Node program. ppmi ignores it and still checks.`,
    cause: 'It is usually set to get past a TLS error. With it, any device on the path can read tokens.',
    fix: (_, print) => [
      'Remove NODE_TLS_REJECT_UNAUTHORIZED from the environment, and trust the CA instead:',
      ...trustCa(print),
    ],
  },
  'not-tls': {
    ...common,
    code: 'PPMI4034',
    owner: 'network-team',
    title: 'The port does not speak TLS',
    message: (args) =>
      `${at(args)} answers without TLS where TLS is expected${args.page === null ? '' : `: ${quoted(args.page)}`}${because(args)}.`,
    cause: 'A captive portal or block page answers for the host in plain HTTP.',
    fix: (args) => ['Open any page in a browser and sign in to the network if it asks you to.', ...allow(args)],
  },
} as const satisfies NetworkBodies<
  | 'tls-intercepted-untrusted'
  | 'tls-intercepted-trusted'
  | 'tls-missing-intermediate'
  | 'tls-root-in-system-store'
  | 'tls-certificate-expired'
  | 'tls-certificate-not-yet-valid'
  | 'tls-other-host'
  | 'tls-cut-off'
  | 'tls-no-answer'
  | 'mtu-too-small'
  | 'tls-old-version'
  | 'tls-no-http1'
  | 'tls-client-certificate'
  | 'tls-fails'
  | 'tls-verification-off'
  | 'not-tls'
>;
