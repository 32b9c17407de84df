import type { Witness } from '../witness.ts';
import { azureCli } from './azure-cli.ts';
import { curl } from './curl.ts';
import { dotnetClients } from './dotnet-clients.ts';
import { msalNode20, msalNode24 } from './msal-node.ts';
import { npmClients } from './npm-clients.ts';
import { signedFiles } from './signed-files.ts';

/** In the order in which they are heard. */
export const witnesses: readonly Witness[] = [
  curl,
  msalNode20,
  msalNode24,
  ...npmClients,
  azureCli,
  dotnetClients,
  signedFiles,
];
