/** The clients that plug-ins and their authors use on .NET. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dotnetProgram } from '../dotnet-program.ts';
import { spoken } from '../node-program.ts';
import { run, succeed } from '../program.ts';
import type { Ground } from '../sandbox.ts';
import type { Witness } from '../witness.ts';

export const dotnetClients: Witness = {
  name: 'dotnet',
  about: 'MSAL.NET, Azure.Identity, Microsoft.Graph and the Key Vault client for .NET',
  async testify(session) {
    const { dotnet, dll } = await dotnetProgram(session.cache, 'clients');
    const against = async (ground: Ground, wrongSubject: boolean) => {
      const told = join(session.scratch, 'setup.json');
      writeFileSync(told, JSON.stringify({ ...ground.setup, wrongSubject }), { mode: 0o600 });
      const env = ground.env({ SSL_CERT_FILE: ground.caFile, DOTNET_CLI_TELEMETRY_OPTOUT: '1' });
      return spoken(await run(dotnet, [dll, told], { env }));
    };
    const calls = [
      ...(await against(await session.startWithCertificate('healthy-v2-issued'), false)),
      ...(await against(await session.start('tenant-big-endian'), true)),
    ];
    const sdk = (await succeed(dotnet, ['--version'])).trim();
    return { version: `.NET SDK ${sdk}; package versions in dotnet/clients`, calls };
  },
};
