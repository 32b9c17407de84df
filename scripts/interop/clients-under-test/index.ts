import type { InteropTest } from '../interop-test.ts';
import { azureCli } from './azure-cli.ts';
import { curl } from './curl.ts';
import { dotnetClients } from './dotnet-clients.ts';
import { handoverAz, handoverBicep, handoverPowerShell, handoverTerraform } from './handover.ts';
import { msalForNodes } from './msal-node.ts';
import { npmClients } from './npm-clients.ts';
import { oclifHosts } from './oclif-host.ts';
import { azurePowerShell, browser, keyring } from './sign-ins.ts';
import { signedFiles } from './signed-files.ts';

/** In the order in which they run. */
export const interopTests: readonly InteropTest[] = [
  curl,
  ...msalForNodes,
  ...npmClients,
  azureCli,
  dotnetClients,
  browser,
  azurePowerShell,
  keyring,
  signedFiles,
  ...oclifHosts,
  handoverAz,
  handoverPowerShell,
  handoverBicep,
  handoverTerraform,
];
