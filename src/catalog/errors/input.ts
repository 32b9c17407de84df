/** The command line and the files that it names. */
import { slot } from '../commands.ts';
import { ending, ownError } from './error.ts';

/** `: a, b` where there is something to list. */
const listed = (values: unknown, lead = ': '): string => {
  const text = Array.isArray(values) ? values.join(', ') : String(values ?? '');
  return text === '' ? '' : `${lead}${text}`;
};
const meant = (suggestion: unknown): string => (suggestion == null ? '' : ` Did you mean "${suggestion}"?`);

export const input = {
  usage: ownError('PPMI9001', {
    title: 'Wrong use',
    says: ({ detail }) => String(detail ?? 'The command line is not understood.'),
    cause: 'A flag, an argument or their combination is not one that the command knows.',
    fix: ({ command }) => ['See what the command takes:', `  ppmi ${slot(command, 'command')} --help`],
  }),
  'unknown-command': ownError('PPMI9002', {
    title: 'Unknown command',
    says: ({ command, suggestion }) => `There is no command "${slot(command, 'command')}".${meant(suggestion)}`,
    cause: 'The name is mistyped, or the command came with a later version.',
    fix: ['See all commands:', '  ppmi help'],
  }),
  'file-unreadable': ownError('PPMI9003', {
    title: 'The file cannot be read',
    says: (args) => `${slot(args.file, 'file')} cannot be read${ending(args)}`,
    cause: 'It is not there, it is a folder, or you may not read it.',
    fix: ({ file }) => ['Look at it:', `  ls -ld ${slot(file, 'file')}`],
  }),
  'file-not-recognised': ownError('PPMI9004', {
    title: 'The file is nothing that carries a certificate',
    says: (args) => `${slot(args.file, 'file')} is not of a kind that ppmi reads${ending(args)}`,
    cause:
      'ppmi looks at the first bytes, not at the name: a .NET assembly, a NuGet package, a certificate (DER or PEM), a PFX or a PKCS #7 file.',
    fix: ['Name the signed .dll or .nupkg, or the certificate.'],
  }),
  'file-broken': ownError('PPMI9005', {
    title: 'The file is damaged',
    says: (args) => `${slot(args.file, 'file')} does not hold together${ending(args)}`,
    cause:
      'It begins as what it claims to be and then breaks off or contradicts itself: a cut download, a text-mode copy, or a file made to do harm.',
    fix: ['Copy or build it again, and compare the sizes.'],
  }),
  'file-too-large': ownError('PPMI9006', {
    title: 'The file is too large',
    says: ({ file, limit }) => `${slot(file, 'file')} is larger than ppmi reads (${slot(limit, 'limit')}).`,
    cause: 'The limit keeps a wrong or hostile file from filling the memory.',
    fix: ['Name the assembly or package itself. The certificate alone gives the same trust.'],
  }),
  'password-missing': ownError('PPMI9007', {
    title: 'A password is needed',
    says: ({ file }) => `${slot(file, 'file')} is protected by a password: give --password-file.`,
    cause:
      'A PFX holds a private key. ppmi reads its certificate only, but both are encrypted. On a terminal it asks for the password; elsewhere it cannot.',
    fix: [
      'Put the password into a file that only you can read, or into the environment variable PPMI_PASSWORD:',
      '  ppmi certificate show <file> --password-file <password-file>',
    ],
  }),
  'password-wrong': ownError('PPMI9008', {
    title: 'The password is wrong',
    says: ({ file }) => `The password does not open ${slot(file, 'file')}.`,
    cause: 'Its check value does not fit. The file itself is intact as far as can be told.',
    fix: ['Check the password. A password file is UTF-8, and one line end at its end is dropped.'],
  }),
  'certificate-not-in-file': ownError('PPMI9009', {
    title: 'No certificate in the file',
    says: ({ file }) => `${slot(file, 'file')} holds no certificate.`,
    cause: 'It is readable, but has keys or other things only.',
    fix: ['Export the certificate, or name the signed file.'],
  }),
  'terminal-needed': ownError('PPMI9010', {
    title: 'There is nobody to ask',
    says: ({ what, flag }) =>
      `${slot(what, 'A value')} is needed, and there is no terminal to ask for it. ${flag == null ? '' : `Give ${flag}.`}`.trim(),
    cause: 'Without a terminal ppmi never asks, so that a script cannot hang.',
    fix: ({ flag }) => [
      flag == null ? 'Give it as a flag; see the help of the command.' : `Run it again with ${flag}.`,
    ],
  }),
  'component-not-found': ownError('PPMI9011', {
    title: 'No such component in the environment',
    says: ({ component, suggestion }) =>
      !component
        ? 'The environment has no plug-in assembly or package that your role sees.'
        : `The environment has no plug-in assembly or package "${component}".${suggestion == null ? '' : ` Did you mean "${suggestion}"?`}`,
    cause: 'The name is another one, it is registered elsewhere, or your role does not see it.',
    fix: ({ environment }) => {
      const url = slot(environment, 'environment-url');
      return [
        'List what is there:',
        `  az rest --resource ${url} --url '${url}/api/data/v9.2/pluginassemblies?$select=name'`,
        `  az rest --resource ${url} --url '${url}/api/data/v9.2/pluginpackages?$select=name,uniquename'`,
      ];
    },
  }),
  'component-ambiguous': ownError('PPMI9012', {
    title: 'Several components can be meant',
    says: ({ component, candidates }) =>
      !component
        ? `Which component? The environment has several${listed(candidates)}.`
        : `"${component}" is the name of several components${listed(candidates)}.`,
    cause:
      'None was named, or the name is that of several: an assembly and a package often share one, and versions of one assembly do.',
    fix: ['Name its id, or its kind:', '  --component <id>', '  --component-type assembly|package'],
  }),
  'choice-needed': ownError('PPMI9013', {
    title: 'A person must choose',
    says: ({ what, candidates }) => `Needed: ${slot(what, 'a choice')}.${listed(candidates, ' Candidates: ')}`,
    cause: 'The repair depends on something that ppmi must not guess.',
    fix: ({ flag }) => [`Run it again with ${flag ?? 'the flag that names it'}.`],
  }),
  'cloud-unknown': ownError('PPMI9022', {
    title: 'The host belongs to no known cloud',
    says: ({ host }) => `${slot(host, 'The host')} is a host of no cloud that ppmi knows.`,
    cause: 'The address is mistyped, or it is a name of your own in front of the service.',
    fix: ({ host }) => [
      'Use the address that the Power Platform admin center shows, or name the cloud and let your token go there:',
      `  --cloud public|gcc|gcchigh|dod|china|usnat|ussec --allow-host ${slot(host, 'host')}`,
    ],
  }),
  'scenario-unknown': ownError('PPMI9023', {
    title: 'Unknown scenario',
    says: ({ scenario, suggestion }) =>
      `The emulator has no scenario "${slot(scenario, 'scenario')}".${meant(suggestion)}`,
    cause: 'Scenarios have the names of the faults that they show.',
    fix: ['See all of them:', '  ppmi emulator list'],
  }),
  'world-invalid': ownError('PPMI9024', {
    title: 'The world file does not hold together',
    says: (args) => `${slot(args.file, 'The world file')} is no valid world${ending(args)}`,
    cause: 'A field is missing, misspelt, or refers to something that the file does not have.',
    fix: ['Correct the place that the message names.'],
  }),
  'code-unknown': ownError('PPMI9028', {
    title: 'Unknown code',
    says: ({ code, suggestion }) => `There is no code or name "${slot(code, 'code')}".${meant(suggestion)}`,
    cause: 'It is mistyped, or it came with a later version of ppmi.',
    fix: ['Codes look like PPMI2004 or AADSTS700213; names are those that doctor prints:', '  ppmi explain PPMI2004'],
  }),
  'port-in-use': ownError('PPMI9029', {
    title: 'The port is taken',
    says: ({ port }) => `Port ${slot(port, 'port')} is in use.`,
    cause: 'Another program, or another emulator, listens there.',
    fix: ['Leave --port away, and a free one is taken:', '  ppmi emulator start --scenario <scenario>'],
  }),
} as const;
