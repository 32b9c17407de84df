/** The command line and the files that it names. */
import { quoted } from '../../domain/harmless-text.ts';
import { hostWord, plainWord } from '../../domain/shell/words.ts';
import { ending, known, ownError, sentence, setVariable } from './error.ts';

/** `: a, b` if there is something to list. */
const listed = (values: unknown, lead = ': '): string => {
  const text = Array.isArray(values) ? values.join(', ') : String(values ?? '');
  return text === '' ? '' : `${lead}${text}`;
};
const didYouMean = (suggestion: unknown): string =>
  suggestion == null ? '' : ` Did you mean ${quoted(String(suggestion))}?`;

export const input = {
  usage: ownError('PPMI9001', {
    title: 'Invalid command line',
    message: ({ detail }) => sentence(known(detail, 'ppmi could not understand the command line')),
    cause: 'The command does not accept this flag, this argument or this combination.',
    // Empty: the command line names no command.
    fix: ({ command }, print) =>
      command === ''
        ? ['List all commands:', print.command('ppmi', 'help')]
        : [
            'Show the flags and arguments of the command:',
            print.command(
              'ppmi',
              ...plainWord(command === undefined ? null : String(command), 'command').split(' '),
              '--help',
            ),
          ],
  }),
  'unknown-command': ownError('PPMI9002', {
    title: 'Unknown command',
    message: ({ command, suggestion }) =>
      `There is no command ${quoted(known(command, 'of this name'))}.${didYouMean(suggestion)}`,
    cause: 'The name is misspelled, or the command exists only in a later version.',
    fix: ['List all commands:', '  ppmi help'],
  }),
  'file-unreadable': ownError('PPMI9003', {
    title: 'Cannot read the file',
    message: (args) => `Cannot read ${known(args.file, 'the file')}${ending(args)}`,
    cause: 'The file does not exist, it is a folder, or you are not allowed to read it.',
    fix: ({ detail }) => [
      /folder/.test(String(detail ?? ''))
        ? 'Name a file in the folder.'
        : 'Check the path and your permission to read the file.',
    ],
  }),
  'file-not-recognised': ownError('PPMI9004', {
    title: 'Unsupported file type',
    message: (args) => `${known(args.file, 'The file')} is not a file that this command reads${ending(args)}`,
    cause:
      'ppmi recognizes files by their first bytes, not by their names. A certificate is read from a .NET assembly, a NuGet package, a DER or PEM certificate, a PFX or a PKCS #7 file.',
    fix: ['Name a file of the expected type.'],
  }),
  'file-broken': ownError('PPMI9005', {
    title: 'The file is corrupt',
    message: (args) => `${known(args.file, 'The file')} is corrupt or truncated${ending(args)}`,
    cause: 'Usual reasons: an interrupted download, a transfer in text mode, or a malicious file.',
    fix: ['Copy or build the file again and compare the sizes.'],
  }),
  'file-too-large': ownError('PPMI9006', {
    title: 'The file is too large',
    message: ({ file, limit }) =>
      `${known(file, 'The file')} is larger than the maximum${limit == null ? '' : ` of ${limit}`}.`,
    cause: 'The limit keeps a wrong or malicious file from exhausting the memory.',
    fix: ({ limit }) =>
      /--no-group/.test(String(limit))
        ? ['Leave out --no-group: a log of any size can be read in groups.']
        : [
            'Check that this is the file that you meant. For a signed file, its certificate alone gives the same trust.',
          ],
  }),
  'password-missing': ownError('PPMI9007', {
    title: 'Password required',
    message: ({ file }) =>
      `${known(file, 'The file')} is password-protected: requires --password-file or PPMI_PASSWORD.`,
    cause: 'A PFX is encrypted as a whole, even if only its certificate is read. ppmi prompts only in a terminal.',
    fix: [
      'Put the password in a file that only you can read, and add this flag:',
      '  --password-file <file>',
      'Or set PPMI_PASSWORD.',
      ...setVariable('PPMI_PASSWORD', '<password>'),
    ],
  }),
  'password-wrong': ownError('PPMI9008', {
    title: 'Wrong password',
    message: ({ file }) => `The password does not open ${known(file, 'the file')}.`,
    cause: 'The check value in the file does not match the password. As far as can be determined, the file is intact.',
    fix: ['Correct the password. A password file is UTF-8 text; one newline at its end is ignored.'],
  }),
  'certificate-not-in-file': ownError('PPMI9009', {
    title: 'No certificate in the file',
    message: ({ file }) => `${known(file, 'The file')} contains no certificate.`,
    cause: 'The file is readable but holds only keys or other objects.',
    fix: ['Export the certificate, or name the signed file.'],
  }),
  'terminal-needed': ownError('PPMI9010', {
    title: 'Cannot prompt: not running in a terminal',
    message: ({ what, flag }) =>
      `${known(what, 'A prompt').replace(/[.?]$/, '')}: requires ${flag == null ? '' : `${flag} or `}a terminal.`,
    cause: 'Without a terminal ppmi never prompts, so that a script cannot hang.',
    fix: ({ flag }) => [
      flag == null ? 'Give the value with a flag; see the help of the command.' : `Run the command again with ${flag}.`,
    ],
  }),
  'component-not-found': ownError('PPMI9011', {
    title: 'Component not found',
    message: ({ component, suggestion }) =>
      !component
        ? 'The environment has no plug-in assembly or package that you can see.'
        : `The environment has no plug-in assembly or package ${quoted(String(component))}.${didYouMean(suggestion)}`,
    cause: 'The name is misspelled, the component is registered in another environment, or your role does not show it.',
    fix: (_args, print) => {
      const url = print.environment;
      return [
        'List the components that have a managed identity:',
        print.onEnvironment(['identity', 'list']),
        'Or list all plug-in assemblies and packages:',
        ...['pluginassemblies', 'pluginpackages'].map((table) => {
          const columns = ['--url-parameters', '$select=name'];
          return print.command('az', 'rest', '--resource', url, '--url', `${url}/api/data/v9.2/${table}`, ...columns);
        }),
      ];
    },
  }),
  'component-ambiguous': ownError('PPMI9012', {
    title: 'Several components match',
    message: ({ component, candidates }) =>
      !component
        ? `Requires --component, because the environment has several components${listed(candidates)}.`
        : `${quoted(String(component))} is the name of several components${listed(candidates)}.`,
    cause: 'An assembly and a package often have the same name, and so do versions of one assembly.',
    fix: ['Select one by its ID or its type:', '  --component <id>', '  --component-type assembly|package'],
  }),
  'choice-needed': ownError('PPMI9013', {
    title: 'Choice required',
    message: ({ what, candidates }) =>
      `The repair requires a decision: ${known(what, 'a value that only you know')}.${listed(candidates, ' Candidates: ')}`,
    cause: 'The repair depends on something that ppmi must not guess.',
    fix: ({ flag }) => [flag == null ? 'Give the value with a flag.' : `Run the command again with ${flag}.`],
  }),
  'cloud-unknown': ownError('PPMI9022', {
    title: 'The host belongs to no known cloud',
    message: ({ host }) => `${known(host, 'The host')} does not belong to a cloud that ppmi knows.`,
    cause: 'The URL is misspelled or is not that of an environment, or your organization uses a host name of its own.',
    fix: ({ host }) => [
      'Use the environment URL that the Power Platform admin center shows, such as https://contoso.crm4.dynamics.com.',
      'Only if your organization runs this host name itself, name the cloud and allow tokens to be sent to it:',
      `  --cloud <cloud> --allow-host ${hostWord(host == null ? null : String(host), 'host')}`,
    ],
  }),
  'scenario-unknown': ownError('PPMI9023', {
    title: 'Unknown scenario',
    message: ({ scenario, suggestion, detail }) =>
      detail == null
        ? `The emulator has no scenario ${quoted(known(scenario, 'of this name'))}.${didYouMean(suggestion)}`
        : `Cannot build the scenario: ${String(detail)}`,
    cause: 'A scenario has the name of the fault that it contains; parameters follow it, separated by commas.',
    fix: ['List all scenarios:', '  ppmi emulator list'],
  }),
  'file-unwritable': ownError('PPMI9066', {
    title: 'Cannot write the file',
    message: (args) => `Cannot write ${known(args.file, 'the file')}${ending(args)}`,
    cause:
      'The disk is full or read-only, the folder does not exist, you are not allowed to write there, or the name is a link. ppmi follows no links when it writes, because in a shared folder they can lead to any other file.',
    fix: ['Name a file in a folder of your own that has space left.'],
  }),
  'output-unwritable': ownError('PPMI9067', {
    title: 'Cannot write the result',
    message: (args) => `Cannot write to standard output${ending(args)}`,
    cause: 'The file or device that standard output leads to is full or broken. The result is incomplete.',
    fix: ['Run the command again with an output that has space left.'],
  }),
  'world-invalid': ownError('PPMI9024', {
    title: 'Invalid world file',
    message: (args) => `${known(args.file, 'The world file')} is not a valid world${ending(args)}`,
    cause: 'A field is missing, misspelled, or refers to an object that the file does not contain.',
    fix: ['Correct the field that the message names. The format is schemas/world.schema.json.'],
  }),
  'code-unknown': ownError('PPMI9028', {
    title: 'Unknown code',
    message: ({ code, suggestion }) =>
      `There is no code or name ${quoted(known(code, 'of this kind'))}.${didYouMean(suggestion)}`,
    cause: 'It is misspelled, or exists only in a later version of ppmi.',
    fix: ['Use a code such as PPMI2004 or AADSTS700213, or a name that doctor prints:', '  ppmi explain PPMI2004'],
  }),
  'port-in-use': ownError('PPMI9029', {
    title: 'Port in use',
    message: ({ port }) => `Port ${known(port, 'of the emulator')} is already in use.`,
    cause: 'Another program, or another emulator, listens on it.',
    fix: ['Omit --port to use any free port:', '  ppmi emulator start --scenario <scenario>'],
  }),
} as const;
