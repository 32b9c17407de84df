import { expect } from 'chai';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { mintClaims } from '../../../src/emulator/platform/mint.ts';
import { buildScenario } from '../../../src/emulator/scenarios/index.ts';

describe('a comma in the common name, version 1', () => {
  for (const [version, code] of [
    [1, 700213],
    [2, null],
  ] as const) {
    it(`version ${version}: ${code ?? 'works'}, with exactly the subject that the emulator presents`, async () => {
      const { world } = buildScenario('cn-comma');
      const [environment] = world.environments;
      const [record] = environment?.managedIdentities ?? [];
      const presents = environment?.components[0]?.presents;
      const credential = world.tenants[0]?.applications.flatMap((each) => each.federatedIdentityCredentials)[0];
      if (!environment || !record || !presents || !credential) return expect.fail('not the expected world');
      record.version = version;
      credential.subject = mintClaims({ cloud: world.cloud, environment, record, presents })?.subject ?? null;
      const emulator = await startEmulator(world);
      try {
        expect((await emulator.componentStates())[0]?.code).to.equal(code);
      } finally {
        await emulator.close();
      }
    });
  }
});
