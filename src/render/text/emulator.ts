/** `emulator start`: how to connect to the emulator. */

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

export function emulatorText(title: string, access: EmulatorAccess, style: Style): string {
  const { proxy, caFile, operator } = access;
  return [
    style.title(`Emulated: ${title}`),
    keyValues(
      [
        ['proxy', proxy],
        ['CA certificate', caFile],
        ['tenant', access.tenantId],
        ['environment', `${access.environmentUrl} (${access.environmentId})`],
        ['component', access.componentId],
        ['application', access.applicationId],
        ['operator', operator.clientId],
        ['operator secret', operator.clientSecretFile],
      ],
      style,
    ),
    '',
    style.title('In another terminal'),
    ...[
      `export HTTPS_PROXY=${proxy} NODE_EXTRA_CA_CERTS=${caFile} PPMI_CLIENT_SECRET_FILE=${operator.clientSecretFile}`,
      `ppmi doctor --environment ${access.environmentUrl} --component ${access.componentId} --sign-in client-secret --sign-in-client-id ${operator.clientId}`,
      `curl --proxy ${proxy} --cacert ${caFile} https://emulator.ppmi.internal/world`,
    ].map((line) => `  ${style.command(line)}`),
  ].join('\n');
}
