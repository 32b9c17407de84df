/** Answers, the clock, tenant and cloud. */
import { quoted } from '../../../domain/harmless-text.ts';
import { guidWord, plainWord } from '../../../domain/shell/words.ts';
import { allow, at, because, common, type NetworkBodies, warning } from './words.ts';

const wait = (seconds: number | null) => (seconds === null ? '' : ` and asks to wait ${seconds} seconds`);

export const http = {
  'http-no-answer': {
    ...common,
    code: 'PPMI4035',
    owner: 'network-team',
    title: 'The request gets no response',
    message: (args) => `TLS with ${at(args)} is established, but the request gets no response${because(args)}.`,
    cause: 'A TLS-inspecting device holds the request back, or the service is overloaded.',
    fix: allow,
  },
  'http-cut-off': {
    ...common,
    code: 'PPMI4036',
    owner: 'network-team',
    title: 'The connection is closed before a response',
    message: (args) =>
      `TLS with ${at(args)} is established, but the connection is closed before a response${because(args)}.`,
    cause: 'A TLS-inspecting device drops the request.',
    fix: allow,
  },
  'http-body-cut': {
    ...common,
    code: 'PPMI4037',
    owner: 'network-team',
    title: 'The response is incomplete',
    message: (args) => `The response of ${at(args)} ends early${because(args)}.`,
    cause: 'A proxy or inspecting device limits the size or duration of responses, or the connection broke.',
    fix: allow,
  },
  'not-http': {
    ...common,
    code: 'PPMI4038',
    owner: 'network-team',
    title: 'The response is not HTTP',
    message: (args) => `${at(args)} answers with something that is not HTTP${because(args)}.`,
    cause: 'Another service, or a device on the path, answers at this address.',
    fix: allow,
  },
  'block-page': {
    ...common,
    code: 'PPMI4009',
    owner: 'network-team',
    title: 'A web filter or portal answers instead of the service',
    message: (args) =>
      `${at(args)} answers with a page that is not from the service${args.page === null ? '' : `: ${quoted(args.page)}`}${because(args)}.`,
    cause: 'A web filter shows its block page, or the network requires you to sign in with a browser first.',
    fix: (args) => ['Open any page in a browser and sign in to the network if it asks you to.', ...allow(args)],
  },
  'captive-portal': {
    ...common,
    code: 'PPMI4039',
    owner: 'this-machine',
    title: 'The network requires you to sign in with a browser',
    message: (args) =>
      args.hosts === 1
        ? `${at(args)} is not reached: the network answers in its place that it requires a sign-in first (HTTP 511).`
        : `${args.hosts} hosts, among them ${at(args)}, answer with the same page${args.page === null ? '' : `: ${quoted(args.page)}`}.`,
    cause: 'A captive portal, as in hotels and guest networks, answers for every host until you sign in.',
    fix: () => ['Open any page in a browser, sign in to the network, and run ppmi again.'],
  },
  'foreign-answer': {
    ...common,
    code: 'PPMI4040',
    owner: 'network-team',
    title: 'The response does not come from the service',
    message: (args) => `${at(args)} answers, but not as the service does${because(args)}.`,
    cause:
      'Another server answers for this name (DNS or a gateway leads elsewhere), or a device on the path replaces the response.',
    fix: allow,
  },
  'header-stripped': {
    ...common,
    code: 'PPMI4041',
    owner: 'network-team',
    title: 'A device removes headers of the service',
    message: (args) =>
      args.header === 'Authorization'
        ? `${at(args)} received no token, although ppmi sent one: the Authorization header is missing.`
        : `The response of ${at(args)} comes from the service, but its ${args.header} header is missing.`,
    cause:
      'A proxy or inspecting device removes authentication headers. Sign-in and every call with a token then fail.',
    fix: allow,
  },
  'service-unavailable': {
    ...warning,
    code: 'PPMI4042',
    owner: 'service',
    title: 'The service itself is unavailable',
    message: (args) => `${at(args)} answers 503 itself${wait(args.seconds)}. The network is not the cause.`,
    cause: 'The service has an outage or is restarting.',
    fix: () => ['Check the service health in the Microsoft 365 admin center.'],
  },
  throttled: {
    ...warning,
    code: 'PPMI4013',
    evidence: 'documented',
    owner: 'service',
    title: 'The service limits requests',
    message: (args) => `${at(args)} answers 429${wait(args.seconds)}.`,
    cause: 'The limits cover everything that the same user or application does, including in other tools.',
    fix: () => ['No action is needed if the run finished. Otherwise run it again later.'],
  },
  'clock-skew': {
    ...common,
    code: 'PPMI4010',
    owner: 'this-machine',
    title: "This machine's clock is wrong",
    message: (args) =>
      args.detail === null
        ? `The clock of this machine is ${args.skew}, by the date that ${at(args)} sent.`
        : `The clock of this machine is ${args.skew}: ${args.detail}.`,
    cause:
      'Certificates and assertions are then judged expired or not yet valid. The plug-in is not affected: it runs on the clock of the service.',
    fix: (_, print) => [
      'Synchronize the clock (on Linux with systemd, on Windows as administrator, on macOS in the system settings):',
      print.each({ bash: 'sudo timedatectl set-ntp true', powershell: 'w32tm /resync' }),
    ],
  },
  'wrong-cloud-host': {
    ...common,
    code: 'PPMI4012',
    owner: 'this-machine',
    title: 'The host belongs to another cloud',
    message: ({ host, port, cloud, actual, signals }) =>
      [
        `${at({ host, port })} belongs to ${actual === null ? 'another cloud' : `the cloud ${actual}`}, not to ${cloud ?? 'the selected one'}.`,
        ...(signals === undefined ? [] : [`What names the cloud: ${signals}.`]),
      ].join(' '),
    cause:
      'Each sovereign cloud has its own hosts. GCC shares those of the public cloud for sign-in and Microsoft Graph.',
    fix: ({ actual, signals }, print) => [
      ...(signals === undefined
        ? []
        : ['Compare the URL of the environment with the Power Platform admin center, and the tenant ID with Entra.']),
      'Name the cloud of the environment:',
      // Several clouds may share what was seen.
      print.connectivity('--cloud', plainWord(/^[a-z]+$/.test(actual ?? '') ? actual : null, 'cloud')),
    ],
  },
  'tenant-elsewhere': {
    ...common,
    code: 'PPMI4043',
    owner: 'this-machine',
    title: 'The environment belongs to another tenant',
    message: (args) => `${at(args)} signs in to the tenant ${args.tenant}, not to ${args.given}.`,
    cause: 'The tenant ID is that of another company or of another cloud, or the environment URL is wrong.',
    fix: (args, print) => [
      'Use the tenant of the environment:',
      print.connectivity('--tenant', guidWord(args.tenant, 'tenant-id')),
    ],
  },
  'tenant-unknown': {
    ...common,
    code: 'PPMI4044',
    owner: 'tenant-admin',
    title: 'The tenant does not exist in this cloud',
    message: (args) =>
      `${at(args)} does not know the tenant ${args.tenant} (AADSTS90002): it does not exist in the cloud ${args.cloud}.`,
    cause: 'The tenant is in another cloud, was deleted, or its ID is misspelled.',
    fix: (_, print) => [
      'Check the tenant ID in the Entra admin center, and name its cloud:',
      print.connectivity('--cloud', '<cloud>', '--tenant', '<tenant-id>'),
    ],
    see: ['AADSTS90002'],
  },
} as const satisfies NetworkBodies<
  | 'http-no-answer'
  | 'http-cut-off'
  | 'http-body-cut'
  | 'not-http'
  | 'block-page'
  | 'captive-portal'
  | 'foreign-answer'
  | 'header-stripped'
  | 'service-unavailable'
  | 'throttled'
  | 'clock-skew'
  | 'wrong-cloud-host'
  | 'tenant-elsewhere'
  | 'tenant-unknown'
>;
