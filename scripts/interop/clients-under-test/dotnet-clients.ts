/** The clients that plug-ins and their authors use on .NET. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dotnetProgram } from '../dotnet-program.ts';
import type { InteropTest } from '../interop-test.ts';
import { parseCalls } from '../node-program.ts';
import { run, succeed } from '../program.ts';
import type { Sandbox } from '../sandbox.ts';

export const dotnetClients: InteropTest = {
  name: 'dotnet',
  about: 'MSAL.NET, Azure.Identity, Microsoft.Graph and the Key Vault client for .NET',
  async run(session) {
    const { dotnet, dll } = await dotnetProgram(session.cache, 'clients');
    const against = async (sandbox: Sandbox, wrongSubject: boolean) => {
      const configFile = join(session.scratch, 'config.json');
      writeFileSync(configFile, JSON.stringify({ ...sandbox.config, wrongSubject }), { mode: 0o600 });
      const env = sandbox.env({ SSL_CERT_FILE: sandbox.caFile, DOTNET_CLI_TELEMETRY_OPTOUT: '1' });
      return parseCalls(await run(dotnet, [dll, configFile], { env }));
    };
    const calls = [
      ...(await against(await session.startWithCertificate('healthy-v2-issued'), false)),
      ...(await against(await session.start('tenant-big-endian'), true)),
    ];
    const sdk = (await succeed(dotnet, ['--version'])).trim();
    return { version: `.NET SDK ${sdk}; package versions in dotnet/clients`, calls };
  },
};
