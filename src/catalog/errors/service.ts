/** Signing in, and how services respond. */
import { serviceName } from '../../domain/service-names.ts';
import { hostWord } from '../../domain/shell/words.ts';
import type { Args } from '../entry.ts';
import type { Printer } from '../printer.ts';
import { ending, known, ownError, sentence, setVariable } from './error.ts';

/** The code of Entra that the detail quotes. */
function codeIn({ detail }: Args): string | null {
  return /\bAADSTS\d+/.exec(String(detail ?? ''))?.[0] ?? null;
}

const unknownResource = 'AADSTS500011';

function systemName({ system }: Args): string {
  return serviceName(String(system)) ?? known(system, 'The service');
}

/** The detail without the name of the service, which the sentence before it has. */
function itsAnswer(args: Args): Args {
  const name = `${systemName(args)} answered `;
  const detail = String(args.detail ?? '');
  return detail.startsWith(name) ? { ...args, detail: `it answered ${detail.slice(name.length)}` } : args;
}

/** A host of Dataverse is not among those that are tested by default. */
function connectivity({ host }: Args, print: Printer): string {
  const name = hostWord(host == null ? null : String(host), 'host');
  return /\.dynamics\.|\.crm/.test(name)
    ? print.connectivity('--environment', `https://${name}`)
    : print.connectivity();
}

export const service = {
  'sign-in-missing': ownError('PPMI9014', {
    title: 'Not signed in',
    message: ({ detail }) => sentence(known(detail, 'The command requires a sign-in')),
    cause: 'ppmi uses only the credentials that you select, by a flag or by a profile.',
    fix: ({ detail }) =>
      missingSetting(String(detail ?? '')) ?? [
        'Use your Azure CLI sign-in:',
        '  --sign-in azure-cli',
        'Or sign in with an app registration of your own:',
        '  --sign-in device-code --sign-in-client-id <client-id>',
        'Or sign in as an application, with its secret in PPMI_CLIENT_SECRET:',
        '  --sign-in client-secret --sign-in-client-id <client-id>',
        ...setVariable('PPMI_CLIENT_SECRET', '<client-secret>'),
        'Or save the settings once as a profile:',
        '  ppmi auth create --sign-in azure-cli',
      ],
  }),
  'sign-in-failed': ownError('PPMI9015', {
    title: 'Sign-in failed',
    message: (args) =>
      `${codeIn(args) === null ? 'Could not acquire a token' : 'Microsoft Entra ID refused the sign-in'}${ending(args)}`,
    cause: 'This is about the account or application that ppmi signs in with, not about the plug-in.',
    fix: signInFix,
  }),
  refused: ownError('PPMI9016', {
    title: 'Access denied',
    message: (args) =>
      `${systemName(args)} refused the request${ending(itsAnswer(args))}${args.permission == null ? '' : ` It requires ${args.permission}.`}`,
    cause: 'You are signed in but lack a permission. This says nothing about the configuration of the plug-in.',
    fix: ({ permission, who }) => [
      `Ask ${known(who, 'an administrator')} for ${known(permission, 'the permission')}, sign in again, and run the command again.`,
    ],
  }),
  'cut-off': ownError('PPMI9017', {
    title: 'Connection failed',
    message: (args) =>
      args.status == null
        ? `Cannot connect to ${known(args.host, 'the service')}${ending(args)}`
        : `${known(args.host, 'The service')} failed${ending(args)}`,
    cause: 'The connection failed before the service responded: name resolution, firewall, proxy, TLS or a timeout.',
    fix: (args, print) => ['Find the stage that fails:', connectivity(args, print)],
  }),
  throttled: ownError('PPMI9018', {
    title: 'The service kept throttling',
    message: (args) => `${known(args.host, 'The service')} kept responding that it is too busy${ending(args)}`,
    cause: 'The request limits of the service are exhausted, or it has an outage.',
    fix: ['Run the command again in a few minutes. This request changed nothing.'],
  }),
  'answer-malformed': ownError('PPMI9019', {
    title: 'Invalid response',
    message: (args) => `${known(args.host, 'The service')} sent a response that ppmi cannot use${ending(args)}`,
    cause: 'The response is truncated, not JSON, or not of the expected form. Often a proxy or gateway changed it.',
    fix: (args, print) => ['Find out which server responds:', connectivity(args, print)],
  }),
  'host-not-allowed': ownError('PPMI9020', {
    title: 'Token not sent to an unknown host',
    message: (args) => `No token was sent to ${known(args.host, 'this host')}${ending(args)}`,
    cause:
      'Tokens are sent only to known hosts of the cloud, so that a misspelled or malicious URL cannot collect one.',
    fix: ({ host }) => [
      'Use the URL that the Power Platform admin center shows. Only if your organization runs this host name itself, add:',
      `  --allow-host ${hostWord(host == null ? null : String(host), 'host')}`,
    ],
  }),
  'redirect-refused': ownError('PPMI9021', {
    title: 'Redirect to another host refused',
    message: ({ from, to }) =>
      `${known(from, 'The service')} redirected to ${known(to, 'another host')}. ppmi did not follow it.`,
    cause:
      'A token is sent only to the host that it was requested for. A proxy or gateway may have added the redirect.',
    fix: (_, print) => ['Find out which server responds:', print.connectivity()],
  }),
} as const;

/** The sign-in method is selected and lacks one setting. Null: another reason. */
function missingSetting(detail: string): readonly string[] | null {
  const [, flag] = /requires (--sign-in-[a-z-]+)/.exec(detail) ?? [];
  if (flag !== undefined)
    return [`Run the command again with ${flag}, or use your Azure CLI sign-in:`, '  --sign-in azure-cli'];
  if (!/requires PPMI_CLIENT_SECRET/.test(detail)) return null;
  return [
    'Set the client secret, or name the file that holds it in PPMI_CLIENT_SECRET_FILE.',
    ...setVariable('PPMI_CLIENT_SECRET', '<client-secret>'),
  ];
}

/** A tool that is not installed, or not signed in, has one cure each. */
function signInFix(args: Args, print: Printer): readonly string[] {
  const code = codeIn(args);
  const explained = code === null ? [] : ['Explain the error code:', print.command('ppmi', 'explain', code)];
  // What the environment is addressed with is the resource of its token.
  if (code === unknownResource && /\.crm\d*\./.test(String(args.detail))) {
    return [
      'No environment of the tenant that is signed in to has this URL. List its environments, and compare:',
      print.command('ppmi', 'env', 'list'),
      ...explained,
    ];
  }
  if (code !== null) return explained;
  const detail = String(args.detail ?? '');
  if (/azure cli/i.test(detail)) {
    return [
      'Install the Azure CLI (https://aka.ms/installazurecli), sign in, and run the command again:',
      '  az login --allow-no-subscriptions',
    ];
  }
  if (/azure powershell|az\.accounts/i.test(detail)) {
    return ['Install Az.Accounts, sign in, and run the command again:', '  Connect-AzAccount'];
  }
  return ['Correct what the message names, or use another sign-in method:', '  --sign-in azure-cli'];
}
