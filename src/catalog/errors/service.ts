/** Signing in, and what the services answer. */
import { slot } from '../commands.ts';
import type { Args } from '../entry.ts';
import { ending, ownError } from './error.ts';

/** The code of Entra that the detail begins with or quotes. */
function codeIn({ detail }: Args): string | null {
  return /\bAADSTS\d+/.exec(String(detail ?? ''))?.[0] ?? null;
}

const systemNames: Readonly<Record<string, string>> = {
  dataverse: 'Dataverse',
  graph: 'Microsoft Graph',
  arm: 'Azure Resource Manager',
  discovery: 'Global discovery',
  'admin list': "The administrators' list of environments",
};

function systemName({ system }: Args): string {
  return systemNames[String(system)] ?? slot(system, 'The service');
}

export const service = {
  'sign-in-missing': ownError('PPMI9014', {
    title: 'Not signed in',
    says: (args) => `No sign-in for this call${ending(args)}`,
    cause: 'ppmi takes no credentials that it was not told to take.',
    fix: [
      'Say how to sign in:',
      '  --sign-in device-code --sign-in-tenant <tenant-id> --sign-in-client-id <client-id>',
      'or, with PPMI_CLIENT_SECRET or PPMI_CLIENT_SECRET_FILE set:',
      '  --sign-in client-secret --sign-in-tenant <tenant-id> --sign-in-client-id <client-id>',
      'or as whom Azure CLI is signed in:',
      '  --sign-in azure-cli',
      'or keep it under a name, for every command:',
      '  ppmi auth create --sign-in <method>',
    ],
  }),
  'sign-in-failed': ownError('PPMI9015', {
    title: 'The sign-in failed',
    says: (args) =>
      `${codeIn(args) === null ? 'There is no token to be had' : 'Entra refused the sign-in'}${ending(args)}`,
    cause: 'This is about your own sign-in, not about the plug-in.',
    fix: (args) =>
      codeIn(args) === null
        ? ['Follow what the message says, or sign in another way:', '  ppmi auth create --sign-in <method>']
        : ['See what the code means:', `  ppmi explain ${codeIn(args)}`],
  }),
  refused: ownError('PPMI9016', {
    title: 'Refused',
    says: (args) =>
      `${systemName(args)} refused${args.permission == null ? '' : `; ${args.permission} is needed`}${ending(args)}`,
    cause: 'You are signed in, but may not do this. That says nothing about the set-up of the plug-in.',
    fix: ({ permission, who }) => [
      `Ask ${slot(who, 'an administrator')} for ${slot(permission, 'the permission')}, sign in again, and run it again.`,
    ],
  }),
  'cut-off': ownError('PPMI9017', {
    title: 'No answer',
    says: (args) => `${slot(args.host, 'The service')} cannot be reached${ending(args)}`,
    cause: 'The connection failed before there was an answer: name, firewall, proxy, TLS or time.',
    fix: ['See which stage fails:', '  ppmi connectivity'],
  }),
  throttled: ownError('PPMI9018', {
    title: 'The service is busy for too long',
    says: (args) => `${slot(args.host, 'The service')} went on asking to wait${ending(args)}`,
    cause: 'The limits of the service are used up, or it has an outage.',
    fix: ['Run it again in some minutes. Nothing was changed by this call.'],
  }),
  'answer-malformed': ownError('PPMI9019', {
    title: 'The answer is damaged',
    says: (args) => `${slot(args.host, 'The service')} sent an answer that cannot be used${ending(args)}`,
    cause:
      'It is cut, no JSON, or not of the expected shape: often a device in between. ppmi does not guess what it may have been.',
    fix: ['See who answers:', '  ppmi connectivity'],
  }),
  'host-not-allowed': ownError('PPMI9020', {
    title: 'No token for this host',
    says: (args) => `A token would go to ${slot(args.host, 'a host')}, and must not${ending(args)}`,
    cause: 'Tokens go only to hosts of the cloud table, so that a mistyped or planted address cannot collect one.',
    fix: ({ host }) => [
      'Check the address. It must be the one that the Power Platform admin center shows. If it is a name of your own for it:',
      `  --allow-host ${slot(host, 'host')}`,
    ],
  }),
  'redirect-refused': ownError('PPMI9021', {
    title: 'A redirect to another host was not followed',
    says: ({ from, to }) =>
      `${slot(from, 'The service')} points to ${slot(to, 'another host')}; the token is not sent there.`,
    cause:
      'A token goes only to the origin that it was asked for. A service has no reason to send us elsewhere; a device in between may.',
    fix: ['See who answers:', '  ppmi connectivity'],
  }),
} as const;
