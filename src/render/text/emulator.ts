/** `emulator start`: how to connect to the emulator. */
import { commandLine, type ShellTarget, setVariables } from '../../domain/shell/command-line.ts';
import { fileWord, guidWord, urlWord } from '../../domain/shell/words.ts';
import type { Style } from '../style.ts';
import { keyValues } from './key-values.ts';

export interface EmulatorAccess {
  /** `http://127.0.0.1:PORT` */
  readonly proxy: string;
  /** PEM file with the certificate that a client has to trust. */
  readonly caFile: string;
  readonly tenantId: string;
  /** Of the first environment; null if a world file has none. */
  readonly applicationId: string | null;
  readonly environmentUrl: string | null;
  readonly environmentId: string | null;
  readonly componentId: string | null;
  readonly operator: { readonly tenantId: string; readonly clientId: string; readonly clientSecretFile: string };
}

export function emulatorText(title: string, access: EmulatorAccess, shell: ShellTarget, style: Style): string {
  const { proxy, caFile, operator } = access;
  return [
    style.title(`Emulated: ${title}`),
    keyValues(
      [
        ['proxy', proxy],
        ['CA certificate', caFile],
        ['tenant', access.tenantId],
        ['environment', access.environmentUrl === null ? null : `${access.environmentUrl} (${access.environmentId})`],
        ['component', access.componentId],
        ['application', access.applicationId],
        ['operator', operator.clientId],
        ['operator secret', operator.clientSecretFile],
      ],
      style,
    ),
    '',
    style.title('In another terminal'),
    ...linesOf(access, shell).map((line) => `  ${style.command(line)}`),
  ].join('\n');
}

/** To paste: the variables that ppmi and other programs read, a diagnosis, and the state of the emulated world. */
function linesOf({ proxy, caFile, operator, ...access }: EmulatorAccess, shell: ShellTarget): readonly string[] {
  const ca = fileWord(caFile, 'ca-file');
  const variables = {
    HTTPS_PROXY: proxy,
    NODE_EXTRA_CA_CERTS: ca,
    PPMI_CLIENT_SECRET_FILE: fileWord(operator.clientSecretFile, 'client-secret-file'),
  };
  const target = [
    ...['--environment', urlWord(access.environmentUrl, 'environment-url')],
    ...['--component', guidWord(access.componentId, 'component-id')],
  ];
  const signIn = ['--sign-in', 'client-secret', '--sign-in-client-id', guidWord(operator.clientId, 'client-id')];
  return [
    ...setVariables(variables, shell),
    commandLine(['ppmi', 'doctor', ...target, ...signIn], shell),
    commandLine(['curl', '--proxy', proxy, '--cacert', ca, 'https://emulator.ppmi.internal/world'], shell),
  ];
}
