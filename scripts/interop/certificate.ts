/** Adds a certificate to the engineer's application: no scenario has one, so the world is exported, completed and started again. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { type Sandbox, worldOf } from './sandbox.ts';

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

export async function withCertificate(sandbox: Sandbox, folder: string) {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { name: 'CN=interop-test', keys, signingAlgorithm: algorithm },
    webcrypto,
  );
  const world = await worldOf(sandbox);
  const { tenantId, clientId } = sandbox.config;
  const engineer = world.tenants
    .find(({ id }) => id === tenantId)
    ?.applications.find(({ appId }) => appId === clientId);
  engineer?.certificates.push(Buffer.from(certificate.rawData).toString('base64'));
  // The exported world has no secrets.
  for (const { vaults } of world.subscriptions)
    for (const { secrets } of vaults) for (const name of Object.keys(secrets)) secrets[name] = 'emulated';

  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  const [worldFile, certificateFile] = [join(folder, 'world.json'), join(folder, 'engineer.pem')];
  writeFileSync(worldFile, JSON.stringify(world));
  writeFileSync(certificateFile, `${key}\n${certificate.toString('pem')}\n`, { mode: 0o600 });
  return { worldFile, certificateFile };
}
